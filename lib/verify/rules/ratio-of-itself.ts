import { syntaxOf } from "../../promql/syntax/syntax.ts";
import { SyntaxFault } from "../../promql/syntax/syntax-fault.ts";
import { brief } from "../model/expressions/expression.ts";
import { queriesOf } from "../model/expressions/queries.ts";
import { selfRatiosIn } from "../model/expressions/self-ratio.ts";
import type { Rule } from "../rule.ts";

/** A share that is always 1, since each part is divided by itself rather than by the whole. */
export const ratioOfItself: Rule = {
  id: "ratio-of-itself",
  topic: "series",
  severity: "error",
  sentence: "No series is divided by itself.",
  why: "The share is 1 wherever there is one: an alert on errors fires at the first of them, one on success never does.",
  remedy: "aggregate both sides first: sum(rate(...)) / sum(rate(...))",
  *check(cluster) {
    for (const { object, field, expression = "", rule } of queriesOf(cluster)) {
      if (!expression.includes("/")) continue;
      const root = syntaxOf(expression);
      if (root instanceof SyntaxFault) continue;
      const name = rule?.alert ?? rule?.record;
      for (const { text } of selfRatiosIn(root))
        yield {
          object,
          field: name === undefined ? field : `${field} (${name})`,
          value: brief(text),
          what: "series pair that have all labels in common, and here each of them is one and the same",
        };
    }
  },
};
