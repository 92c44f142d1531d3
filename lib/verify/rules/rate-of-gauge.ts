import { faultsOf } from "../model/expressions/judgement.ts";
import type { Rule } from "../rule.ts";

/** The wrong function for the kind of a series. */
export const rateOfGauge: Rule = {
  id: "rate-of-gauge",
  topic: "series",
  severity: "error",
  sentence: "rate, increase and irate take counters; delta and deriv take gauges.",
  why: "Each fall of a gauge looks like a restart of a counter: the result is nonsense.",
  remedy: "use the function for the kind of the series",
  check: (cluster, world) => faultsOf(cluster, world, "rate"),
};
