import { nameOf } from "../model/manifest.ts";
import { near } from "../model/near.ts";
import { selectionOf } from "../model/scraping/selection.ts";
import type { Rule } from "../rule.ts";

/**
 * A monitor of a class that its Prometheus does not have.
 *
 * Source: prometheus-operator 0.94, pkg/prometheus/resource_selector.go, validateScrapeClass.
 */
export const scrapeClassUnknown: Rule = {
  id: "scrape-class-unknown",
  topic: "monitors",
  severity: "error",
  sentence: "The scrape class that a monitor names is one of the Prometheus that selects it.",
  why: "prometheus-operator leaves the whole monitor out, and says so in an event only.",
  remedy: "name one of spec.scrapeClasses of the Prometheus, or add it there",
  *check(cluster) {
    for (const kind of ["ServiceMonitor", "PodMonitor", "Probe", "ScrapeConfig"] as const)
      for (const object of cluster.all(kind)) {
        const { scrapeClass = "" } = object.body.spec ?? {};
        if (scrapeClass === "") continue;
        for (const who of selectionOf(cluster, object).by) {
          if (who.kind !== "Prometheus" && who.kind !== "PrometheusAgent") continue;
          const names = (who.body.spec?.scrapeClasses ?? []).flatMap(({ name }) => name ?? []);
          if (names.includes(scrapeClass)) continue;
          const known = names.length === 0 ? "it has none" : `it has ${names.join(", ")}`;
          yield {
            object,
            field: "spec.scrapeClass",
            value: scrapeClass,
            what: `${nameOf(who)} has no such class: ${known}`,
            ...near(scrapeClass, names),
          };
        }
      }
  },
};
