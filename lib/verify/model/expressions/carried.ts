import type { Part } from "../../../promql/syntax.ts";
import { lets, type Matcher, unquoted } from "./expression.ts";
import { either, type Values } from "./values.ts";

/** What a label of the series that one selector selects can be. */
export type OfSelector = (selector: Part) => Values;

/** What a label can be in the series that an expression gives: that which its operands carry through; open where nobody can tell. */
export function carried(part: Part, label: string, ofSelector: OfSelector): Values {
  const below = (each: Part | undefined): Values => (each === undefined ? "open" : carried(each, label, ofSelector));
  switch (part.kind) {
    case "VectorSelector":
      return ofSelector(part);
    case "ParenExpr":
    case "OffsetExpr":
    case "StepInvariantExpr":
    case "MatrixSelector":
    case "SubqueryExpr":
      return below(part.first);
    case "UnaryExpr":
      return below(part.last);
    case "AggregateExpr":
      return part.part("AggregateOp")?.text === "count_values" ? "open" : below(part.part("FunctionCallBody")?.last);
    case "FunctionCall":
      return throughCall(part, label, below);
    case "BinaryExpr":
      return throughOperator(part, label, below);
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

type Below = (part: Part | undefined) => Values;

function throughCall(part: Part, label: string, below: Below): Values {
  const name = part.part("FunctionIdentifier")?.text ?? "";
  if (!passing.test(name) || name.startsWith("absent")) return "open";
  const args = part.part("FunctionCallBody");
  const [written] = args?.partsOf("StringLiteral") ?? [];
  if (name.startsWith("label_") && written && unquoted(written.text) === label) return "open";
  // The number comes first in these.
  return below(args?.parts[/^(quantile_over_time|histogram_quantile)$/.test(name) ? 1 : 0]);
}

function throughOperator(part: Part, label: string, below: Below): Values {
  const { first: left, last: right } = part;
  if (part.parts[1]?.text === "or") return either(below(left), below(right));
  const clause = part.part("MatchingModifierClause");
  const included = clause?.partsOf("GroupingLabels")[1]?.partsOf("LabelName") ?? [];
  const isIncluded = included.some(({ text }) => text === label);
  const isOfRight = (clause?.part("GroupRight") !== undefined) !== isIncluded;
  return below(isScalar(left) ? right : isScalar(right) || !isOfRight ? left : right);
}

const isScalar = (part: Part | undefined): boolean => part?.kind === "NumberDurationLiteral";
