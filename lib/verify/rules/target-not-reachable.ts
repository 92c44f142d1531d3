import { nameOf } from "../model/manifest.ts";
import { refusal } from "../model/network/refusal.ts";
import { podsOfOwner } from "../model/pods/pods.ts";
import { targetsOf } from "../model/scraping/targets.ts";
import type { Rule } from "../rule.ts";

/** A target that network policies keep from the Prometheus that scrapes it. */
export const targetNotReachable: Rule = {
  id: "target-not-reachable",
  topic: "reachability",
  severity: "error",
  sentence: "Network policies let Prometheus connect to each of its targets.",
  why: "The target is down for Prometheus although it runs: its alerts cannot fire.",
  remedy: "allow the connection in the policies of both sides",
  *check(cluster, world) {
    const said = new Set<string>();
    for (const { monitor, field, scrapers, pods, port } of targetsOf(cluster)) {
      if (pods === undefined || port === undefined) continue;
      for (const scraper of scrapers) {
        const from = podsOfOwner(cluster, scraper);
        const refused = from && refusal(cluster, world, from, pods, { number: port, protocol: "TCP" });
        const id = `${nameOf(monitor)} ${field} ${refused?.what}`;
        if (refused === undefined || said.has(id)) continue;
        said.add(id);
        yield { object: monitor, field, value: String(port), ...refused };
      }
    }
  },
};
