import type { SyntaxNode } from "@lezer/common";
import { lets, type Matcher, unquoted } from "./expression.ts";
import { either, type Values } from "./values.ts";

/** What a label of the series that one selector selects can be. */
export type OfSelector = (selector: SyntaxNode) => Values;

/** What a label can be in the series that an expression gives: that which its operands carry through; open where nobody can tell. */
export function carried(node: SyntaxNode, text: string, label: string, ofSelector: OfSelector): Values {
  const below = (each: SyntaxNode | null): Values => (each === null ? "open" : carried(each, text, label, ofSelector));
  switch (node.name) {
    case "VectorSelector":
      return ofSelector(node);
    case "PromQL":
    case "ParenExpr":
    case "OffsetExpr":
    case "StepInvariantExpr":
    case "MatrixSelector":
    case "SubqueryExpr":
      return below(node.firstChild);
    case "UnaryExpr":
      return below(node.lastChild);
    case "AggregateExpr":
      return slice(node.getChild("AggregateOp"), text) === "count_values"
        ? "open"
        : below(node.getChild("FunctionCallBody")?.lastChild ?? null);
    case "FunctionCall":
      return throughCall(node, text, label, below);
    case "BinaryExpr":
      return throughOperator(node, text, label, below);
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

type Below = (node: SyntaxNode | null) => Values;

function throughCall(node: SyntaxNode, text: string, label: string, below: Below): Values {
  const name = slice(node.getChild("FunctionIdentifier"), text);
  if (!passing.test(name) || name.startsWith("absent")) return "open";
  const args = node.getChild("FunctionCallBody");
  const [written] = args?.getChildren("StringLiteral") ?? [];
  if (name.startsWith("label_") && written && unquoted(slice(written, text)) === label) return "open";
  const first = args?.firstChild ?? null;
  // The number comes first in these.
  return below(/^(quantile_over_time|histogram_quantile)$/.test(name) ? (first?.nextSibling ?? null) : first);
}

function throughOperator(node: SyntaxNode, text: string, label: string, below: Below): Values {
  const { firstChild: left, lastChild: right } = node;
  const operator = slice(left?.nextSibling ?? null, text);
  if (operator === "or") return either(below(left), below(right));
  const clause = node.getChild("MatchingModifierClause");
  const included = clause?.getChildren("GroupingLabels")[1]?.getChildren("LabelName") ?? [];
  const isIncluded = included.some((each) => slice(each, text) === label);
  const isOfRight = (clause?.getChild("GroupRight") !== null && clause !== null) !== isIncluded;
  return below(isScalar(left) ? right : isScalar(right) || !isOfRight ? left : right);
}

const isScalar = (node: SyntaxNode | null): boolean => node?.name === "NumberDurationLiteral";

const slice = (node: SyntaxNode | null, text: string): string => (node === null ? "" : text.slice(node.from, node.to));
