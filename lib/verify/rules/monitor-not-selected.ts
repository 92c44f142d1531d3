import { unselected } from "../model/scraping/unselected.ts";
import type { Rule } from "../rule.ts";

/** A monitor that no Prometheus reads. */
export const monitorNotSelected: Rule = {
  id: "monitor-not-selected",
  topic: "monitors",
  severity: "error",
  sentence: "Every ServiceMonitor, PodMonitor, Probe and ScrapeConfig is selected by a Prometheus.",
  why: "Nothing is scraped, and nobody is told: the operator ignores it in silence.",
  remedy: "give it the labels and the namespace that the Prometheus selects",
  *check(cluster, world) {
    for (const kind of ["ServiceMonitor", "PodMonitor", "Probe", "ScrapeConfig"] as const)
      yield* unselected(cluster, world, kind, "Prometheus");
  },
};
