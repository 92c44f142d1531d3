import { faultsOf } from "../model/expressions/judgement.ts";
import type { Rule } from "../rule.ts";

/** A label that was aggregated away or never there. */
export const labelLost: Rule = {
  id: "label-lost",
  topic: "series",
  severity: "error",
  sentence: "A label that an expression, an annotation or a legend uses is still there at that place.",
  why: "The text shows a gap, the grouping puts strangers together, the operands never match.",
  remedy: "keep the label in the aggregation, or drop its use",
  check: (cluster, world) => faultsOf(cluster, world, "label", "shown"),
};
