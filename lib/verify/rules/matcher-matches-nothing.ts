import { faultsOf } from "../model/expressions/judgement.ts";
import type { Rule } from "../rule.ts";

/** A matcher whose label or value no series has. */
export const matcherMatchesNothing: Rule = {
  id: "matcher-matches-nothing",
  topic: "series",
  severity: "error",
  sentence: "Every matcher of a query can match a series, as it is stored after relabelling.",
  why: "The selector gives nothing, as if all were well; what asks for its absence always fires.",
  remedy: "use a label and a value that the series have",
  check: (cluster, world) => faultsOf(cluster, world, "value"),
};
