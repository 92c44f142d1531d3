import { faultsOf } from "../model/expressions/judgement.ts";
import type { Rule } from "../rule.ts";

/** A window that is shorter than two scrapes. */
export const windowTooShort: Rule = {
  id: "window-too-short",
  topic: "series",
  severity: "error",
  sentence: "The window of a rate holds at least two scrapes.",
  why: "With one sample there is no rate: the result is empty.",
  remedy: "use a window of at least four scrape intervals",
  check: (cluster, world) => faultsOf(cluster, world, "window"),
};
