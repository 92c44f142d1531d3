import type { Cluster } from "../model/cluster.ts";
import { nameOf, objectsOnce } from "../model/manifest.ts";
import type { Target } from "../model/scraping/target.ts";
import { scrapedTargetsOf, targetsOnce } from "../model/scraping/targets.ts";
import type { Found, Rule } from "../rule.ts";

/** The same port of the same pods, asked by two monitors. */
export const targetScrapedTwice: Rule = {
  id: "target-scraped-twice",
  topic: "monitors",
  severity: "warning",
  sentence: "No two monitors of one Prometheus scrape the same port and path of the same pods.",
  why: "Every sum over its series is doubled.",
  remedy: "remove one of them, or narrow its selector",
  *check(cluster) {
    const seen = new Map<string, Target>();
    const twice = new Map<string, Again>();
    for (const target of targetsOnce(scrapedTargetsOf(cluster), (each) => each)) {
      const { pods, port, path, monitor, field } = target;
      if (pods === undefined || port === undefined) continue;
      for (const scraper of objectsOnce(target.scrapers)) {
        const id = [nameOf(scraper), nameOf(pods.owner), port, path, paramsOf(cluster, target)].join(" ");
        const first = seen.get(id);
        if (first === undefined) seen.set(id, target);
        else {
          const what = again(first, target);
          const pair = `${nameOf(monitor)} ${field} ${what}`;
          const found = twice.get(pair) ?? { object: monitor, field, what, places: new Set() };
          twice.set(pair, found);
          found.places.add(`${nameOf(pods.owner)} port ${port} ${path}`);
        }
      }
    }
    for (const { places, ...found } of twice.values()) {
      const [one = "", ...others] = places;
      yield { ...found, value: others.length === 0 ? one : `${one} and ${others.length} more` };
    }
  },
};

/** Two jobs, and what both of them scrape. */
interface Again extends Pick<Found, "object" | "field" | "what"> {
  readonly places: Set<string>;
}

function again(first: Target, second: Target): string {
  const isOne = first.monitor === second.monitor && first.field === second.field;
  return isOne && first.service && second.service
    ? `it finds the same pods through ${nameOf(first.service)} and ${nameOf(second.service)}`
    : `${nameOf(first.monitor)} ${first.field} scrapes the same`;
}

/** What is asked with other parameters is something else. */
function paramsOf(cluster: Cluster, { monitor, field }: Target): string {
  const index = Number(/\d+/.exec(field)?.[0] ?? 0);
  const { namespace = "", name } = monitor;
  const endpoint =
    monitor.kind === "ServiceMonitor"
      ? cluster.find("ServiceMonitor", namespace, name)?.body.spec?.endpoints?.[index]
      : monitor.kind === "PodMonitor"
        ? cluster.find("PodMonitor", namespace, name)?.body.spec?.podMetricsEndpoints?.[index]
        : undefined;
  return JSON.stringify(endpoint?.params ?? {});
}
