import { faultsOf } from "../model/expressions/judgement.ts";
import type { Rule } from "../rule.ts";

/** A window that one lost scrape empties. */
export const windowNarrow: Rule = {
  id: "window-narrow",
  topic: "series",
  severity: "warning",
  sentence: "The window of a rate holds at least four scrapes.",
  why: "One scrape that is late or lost leaves a gap in the rate, and an alert that waits begins anew.",
  remedy: "use a window of at least four scrape intervals",
  check: (cluster, world) => faultsOf(cluster, world, "narrow"),
};
