import type { Binary, Call, Expr, Matcher, Selector } from "../../../promql/syntax/expression.ts";
import { lets } from "./expression.ts";
import { either, type Values } from "./values.ts";

/** What a label of the series that one selector selects can be. */
export type OfSelector = (selector: Selector) => Values;

/** What a label can be in the series that an expression gives: that which its operands carry through; open where nobody can tell. */
export function carried(expr: Expr, label: string, ofSelector: OfSelector): Values {
  const below = (each: Expr | undefined): Values => (each === undefined ? "open" : carried(each, label, ofSelector));
  switch (expr.kind) {
    case "selector":
      return ofSelector(expr);
    case "range":
      return below(expr.selector);
    case "parentheses":
    case "subquery":
    case "unary":
      return below(expr.expr);
    case "aggregation":
      return expr.operator === "count_values" ? "open" : below(expr.args.at(-1));
    case "call":
      return throughCall(expr, label, below);
    case "binary":
      return throughOperator(expr, label, below);
    default:
      return "open";
  }
}

/** What matchers leave of values. */
export function narrowed(values: Values, matchers: readonly Matcher[]): Values {
  const fixed = matchers.find(({ operator, value }) => operator === "=" && value !== "");
  if (values === "open") return fixed ? [fixed.value] : "open";
  return values.filter((value) => matchers.every((matcher) => lets(matcher, value)));
}

/** Functions that pass on the labels of their only series. */
const passing =
  /^(.*_over_time|rate|irate|increase|delta|idelta|deriv|changes|resets|histogram_quantile|clamp\w*|abs|ceil|floor|round|sgn|sqrt|exp|ln|log2|log10|sort\w*|timestamp|label_replace|label_join)$/;

type Below = (expr: Expr | undefined) => Values;

function throughCall({ name, args }: Call, label: string, below: Below): Values {
  if (!passing.test(name) || name.startsWith("absent")) return "open";
  const written = args.find((each) => each.kind === "string");
  if (name.startsWith("label_") && written?.value === label) return "open";
  // The number comes first in these.
  return below(args[/^(quantile_over_time|histogram_quantile)$/.test(name) ? 1 : 0]);
}

function throughOperator({ operator, left, right, group }: Binary, label: string, below: Below): Values {
  if (operator === "or") return either(below(left), below(right));
  const isOfRight = (group?.word === "group_right") !== (group?.labels.includes(label) ?? false);
  return below(left.kind === "number" ? right : right.kind === "number" || !isOfRight ? left : right);
}
