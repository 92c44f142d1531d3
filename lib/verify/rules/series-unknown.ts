import { faultsOf } from "../model/expressions/judgement.ts";
import type { Rule } from "../rule.ts";

/** A query for a series that nothing gives. */
export const seriesUnknown: Rule = {
  id: "series-unknown",
  topic: "series",
  severity: "error",
  sentence: "Every series that a query asks for is recorded by a rule or given by a scraped exporter.",
  why: "The alert never fires or is never held back, the panel stays empty, the autoscaler does nothing, and nobody is told.",
  remedy: "use a name that is there, or scrape what gives it",
  check: (cluster, world) => faultsOf(cluster, world, "series"),
};
