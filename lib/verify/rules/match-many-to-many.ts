import { faultsOf } from "../model/expressions/judgement.ts";
import type { Rule } from "../rule.ts";

/** A match that can become many-to-many. */
export const matchManyToMany: Rule = {
  id: "match-many-to-many",
  topic: "series",
  severity: "error",
  sentence: "The labels in which operands are matched tell the series of one side apart.",
  why: "With a second replica Prometheus refuses to evaluate the expression.",
  remedy: "aggregate one side by the labels of on (...) first",
  check: (cluster, world) => faultsOf(cluster, world, "many-to-many"),
};
