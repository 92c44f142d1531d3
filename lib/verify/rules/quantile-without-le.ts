import { faultsOf } from "../model/expressions/judgement.ts";
import type { Rule } from "../rule.ts";

/** A quantile of what is no histogram any more. */
export const quantileWithoutLe: Rule = {
  id: "quantile-without-le",
  topic: "series",
  severity: "error",
  sentence: "histogram_quantile is given buckets with their label le.",
  why: "It gives nothing.",
  remedy: "keep le in the aggregation",
  check: (cluster, world) => faultsOf(cluster, world, "le"),
};
