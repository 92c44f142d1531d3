import { syntaxOf } from "../../promql/syntax/syntax.ts";
import { SyntaxFault } from "../../promql/syntax/syntax-fault.ts";
import { brief } from "../model/expressions/expression.ts";
import { queriesOf } from "../model/expressions/queries.ts";
import { neverIn, type Range } from "../model/expressions/range.ts";
import type { Rule } from "../rule.ts";

/** An alert that cannot fire, since it asks for a value that there is not. */
export const comparisonNeverTrue: Rule = {
  id: "comparison-never-true",
  topic: "series",
  severity: "error",
  sentence: "What an expression compares can be so.",
  why: "The alert never fires, the panel is always empty. A count of nothing, for one, is no series rather than 0.",
  remedy: "compare with a value that there can be; for nothing at all ask absent(...), or add `or vector(0)`",
  *check(cluster) {
    for (const { object, field, expression = "", rule } of queriesOf(cluster)) {
      if (!/[<>=]/.test(expression)) continue;
      const root = syntaxOf(expression);
      if (root instanceof SyntaxFault) continue;
      const name = rule?.alert ?? rule?.record;
      for (const { expr, left, right } of neverIn(root))
        yield {
          object,
          field: name === undefined ? field : `${field} (${name})`,
          value: brief(expr.text),
          what: `it never holds: ${textOf(left)} is never ${expr.operator} ${textOf(right)}`,
        };
    }
  },
};

function textOf({ min, max, whole }: Range): string {
  if (min === max) return String(min);
  const kind = whole ? "a whole number" : "a value";
  if (max === Infinity) return min === -Infinity ? kind : `${kind} of ${min} or more`;
  return min === -Infinity ? `${kind} of ${max} or less` : `${kind} from ${min} to ${max}`;
}
