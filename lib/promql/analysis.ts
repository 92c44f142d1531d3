import type { SyntaxNode } from "@lezer/common";
import { call } from "./functions.ts";
import { combine, type Matching } from "./matching.ts";
import type { Family } from "./metric.ts";
import { list, minus, type Series, type Shape, ShapeFault } from "./shape.ts";

/** What the analysis asks of its caller. */
export interface Context {
  readonly text: string;
  /** The family of a selector that stands there, or a fault. */
  readonly family: (series: string, from: number) => Family;
}

/**
 * Type and labels of a parsed expression.
 *
 * @throws ShapeFault where it cannot give what it seems to: a wrong type, a label that is not there, operands that never match.
 */
export function shapeOf(node: SyntaxNode, context: Context): Shape {
  const visit = visitors[node.name];
  if (visit === undefined) throw new ShapeFault(`${node.name} is not supported here`);
  return visit(node, context);
}

type Visitor = (node: SyntaxNode, context: Context) => Shape;

const inner: Visitor = (node, context) => shapeOf(only(node), context);
const scalar: Visitor = () => ({ type: "scalar" });

const visitors: Readonly<Record<string, Visitor>> = {
  PromQL: inner,
  ParenExpr: inner,
  OffsetExpr: inner,
  NumberDurationLiteral: scalar,
  StringLiteral: (node, context) => ({ type: "string", value: unquote(slice(node, context)) }),
  UnaryExpr: (node, context) => shapeOf(node.lastChild ?? node, context),
  VectorSelector: selector,
  MatrixSelector: (node, context) => ({ ...vector(only(node), context), type: "matrix" }),
  SubqueryExpr: (node, context) => ({ ...vector(only(node), context), type: "matrix", kind: "gauge" }),
  FunctionCall: (node, context) => call(slice(child(node, "FunctionIdentifier"), context), argumentsOf(node, context)),
  AggregateExpr: aggregation,
  BinaryExpr: binary,
};

function selector(node: SyntaxNode, context: Context): Shape {
  const name = node.getChild("Identifier");
  if (name === null) throw new ShapeFault("a selector without a name");
  const { series, kind, labels, key } = context.family(slice(name, context), node.from);
  const matchers = node.getChild("LabelMatchers")?.getChildren("UnquotedLabelMatcher") ?? [];
  const fixed = matchers
    .filter((matcher) => matcher.getChild("MatchOp")?.getChild("EqlSingle"))
    .map((matcher) => slice(child(matcher, "LabelName"), context));
  return { type: "vector", labels: new Set(Object.keys(labels)), key: minus(new Set(key), fixed), kind, name: series };
}

/** Aggregations that pass on whole series of their operand. */
const picking = new Set(["topk", "bottomk"]);

function aggregation(node: SyntaxNode, context: Context): Shape {
  const operator = slice(child(node, "AggregateOp"), context);
  const operand = argumentsOf(node, context).at(-1);
  if (operand?.type !== "vector") throw new ShapeFault(`${operator} takes a vector`);
  if (picking.has(operator)) return operand;
  const labels = grouping(node.getChild("AggregateModifier"), operand, operator, context);
  const summed = operator === "sum" && operand.kind === "bucket" && labels.has("le");
  return { type: "vector", labels, key: labels, kind: summed ? "bucket" : "gauge" };
}

function grouping(modifier: SyntaxNode | null, operand: Series, operator: string, context: Context): Set<string> {
  if (modifier === null) return new Set();
  const names = labelsIn(child(modifier, "GroupingLabels"), context);
  const unknown = names.filter((name) => !operand.labels.has(name));
  if (unknown.length > 0)
    throw new ShapeFault(
      `${operator} groups by ${list(unknown)}, which its operand lacks: it has ${list(operand.labels)}`,
    );
  return modifier.getChild("Without") ? minus(operand.labels, names) : new Set(names);
}

function binary(node: SyntaxNode, context: Context): Shape {
  const [left, right] = [node.firstChild, node.lastChild];
  const operator = left?.nextSibling;
  if (!left || !right || !operator) throw new ShapeFault("an operand is missing");
  return combine(slice(operator, context), shapeOf(left, context), shapeOf(right, context), matchingOf(node, context));
}

function matchingOf(node: SyntaxNode, context: Context): Matching {
  const clause = node.getChild("MatchingModifierClause");
  if (clause === null) return { labels: [], include: [] };
  const [labels, include] = clause.getChildren("GroupingLabels").map((each) => labelsIn(each, context));
  const group = clause.getChild("GroupLeft") ? "left" : clause.getChild("GroupRight") ? "right" : undefined;
  return {
    by: clause.getChild("On") ? "on" : "ignoring",
    labels: labels ?? [],
    include: include ?? [],
    ...(group && { group }),
  };
}

function argumentsOf(node: SyntaxNode, context: Context): Shape[] {
  const shapes: Shape[] = [];
  for (let arg = child(node, "FunctionCallBody").firstChild; arg !== null; arg = arg.nextSibling)
    shapes.push(shapeOf(arg, context));
  return shapes;
}

function vector(node: SyntaxNode, context: Context): Series {
  const shape = shapeOf(node, context);
  if (shape.type !== "vector") throw new ShapeFault(`a range of a ${shape.type}`);
  return shape;
}

const labelsIn = (node: SyntaxNode, context: Context) =>
  node.getChildren("LabelName").map((label) => slice(label, context));
const slice = ({ from, to }: SyntaxNode, { text }: Context) => text.slice(from, to);
const unquote = (literal: string) => literal.slice(1, -1);

function only(node: SyntaxNode): SyntaxNode {
  if (node.firstChild === null) throw new ShapeFault(`${node.name} is empty`);
  return node.firstChild;
}

function child(node: SyntaxNode, name: string): SyntaxNode {
  const found = node.getChild(name);
  if (found === null) throw new ShapeFault(`${node.name} without ${name}`);
  return found;
}
