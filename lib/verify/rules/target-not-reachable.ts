import { nameOf } from "../model/manifest.ts";
import { refusal } from "../model/network/refusal.ts";
import { podsOfOwner } from "../model/pods/pods.ts";
import { targetsOf } from "../model/scraping/targets.ts";
import type { Found, Rule } from "../rule.ts";

/** A target that network policies keep from the Prometheus that scrapes it. */
export const targetNotReachable: Rule = {
  id: "target-not-reachable",
  topic: "reachability",
  severity: "error",
  sentence: "Network policies let Prometheus connect to each of its targets.",
  why: "The target is down for Prometheus although it runs: its alerts cannot fire.",
  remedy: "allow the connection in the policies of both sides",
  *check(cluster, world) {
    const refusals = new Map<string, Refusals>();
    for (const { monitor, field, scrapers, pods, port } of targetsOf(cluster)) {
      if (pods === undefined || port === undefined) continue;
      for (const scraper of scrapers) {
        const from = podsOfOwner(cluster, scraper);
        const refused = from && refusal(cluster, world, from, pods, { number: port, protocol: "TCP" });
        if (refused === undefined) continue;
        const { uncertain = "", lacking } = refused;
        // One policy that is too narrow keeps a job from many.
        const id = [nameOf(scraper), nameOf(monitor), field, lacking && nameOf(lacking), uncertain].join(" ");
        const known = refusals.get(id) ?? {
          first: { object: monitor, field, value: String(port), ...refused },
          all: new Set(),
        };
        refusals.set(id, known);
        known.all.add(refused.what);
      }
    }
    for (const { first, all } of refusals.values())
      yield all.size === 1 ? first : { ...first, what: `${first.what}; nor to ${all.size - 1} more` };
  },
};

/** The first of several targets that are kept from a job in the same way, and all of them. */
interface Refusals {
  readonly first: Found;
  readonly all: Set<string>;
}
