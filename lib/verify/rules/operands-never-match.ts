import { faultsOf } from "../model/expressions/judgement.ts";
import type { Rule } from "../rule.ts";

/** Operands whose series never pair. */
export const operandsNeverMatch: Rule = {
  id: "operands-never-match",
  topic: "series",
  severity: "error",
  sentence: "The operands of a binary operator have labels in which they can agree.",
  why: "The result is always empty.",
  remedy: "say on (...) with the labels that both have",
  check: (cluster, world) => faultsOf(cluster, world, "matching"),
};
