import { nameOf } from "../model/manifest.ts";
import { placeOf, Scraped } from "../model/scraping/series.ts";
import { scrapedTargetsOf } from "../model/scraping/targets.ts";
import type { Rule } from "../rule.ts";

/** A sample limit that a target surely exceeds. */
export const sampleLimitTooLow: Rule = {
  id: "sample-limit-too-low",
  topic: "budget",
  severity: "error",
  sentence: "A sample limit is at least the number of metrics that the target is known to give.",
  why: "Prometheus throws the whole scrape away: the target is down although it answers.",
  remedy: "raise the limit, or drop metrics",
  *check(cluster, world) {
    // Counting is dear, and most limits are far away from it.
    const limits = scrapedTargetsOf(cluster).flatMap(({ sampleLimit }) => sampleLimit?.most ?? []);
    if (limits.length === 0) return;
    const scraped = new Scraped(cluster, world);
    if (scraped.names().length <= Math.min(...limits)) return;
    const seen = new Set<string>();
    for (const { target, series = 0, uncertain } of scraped.least()) {
      if (target.sampleLimit === undefined) continue;
      const { most, object, field } = target.sampleLimit;
      const id = `${nameOf(object)} ${field}`;
      if (series <= most || seen.has(id)) continue;
      seen.add(id);
      yield {
        object,
        field,
        value: `${most}`,
        what: `${placeOf(target)} gives ${series} metrics, each of which is one series or more`,
        ...(uncertain !== undefined && { uncertain }),
      };
    }
  },
};
