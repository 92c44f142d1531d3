import { faultsOf } from "../model/expressions/judgement.ts";
import type { Rule } from "../rule.ts";

/** A query that is no PromQL. */
export const queryDoesNotParse: Rule = {
  id: "query-does-not-parse",
  topic: "series",
  severity: "error",
  sentence: "Every query is PromQL.",
  why: "Prometheus refuses the whole file of rules, Grafana shows an error in place of the panel.",
  remedy: "mend the expression",
  check: (cluster, world) => faultsOf(cluster, world, "syntax", "type"),
};
