import type { SyntaxNode } from "@lezer/common";
import { call } from "./functions.ts";
import { combine, type Matching } from "./matching.ts";
import type { Family, Kind } from "./metric.ts";
import { has, list, minus, type Series, type Shape, ShapeFault } from "./shape.ts";

/** What the analysis asks of its caller. */
export interface Context {
  readonly text: string;
  /** The family of that name, or a fault. */
  readonly family: (series: string) => Family;
  /** In place of `family`: the shape of a whole selector. */
  readonly selector?: (node: SyntaxNode) => Shape;
  /** Takes faults, so that the rest is looked at as well; without it the first one is thrown. */
  readonly fault?: (fault: ShapeFault, node: SyntaxNode) => void;
  /** What stands there in place of a selector, already known. */
  readonly hole?: (from: number) => Filling | undefined;
}

/** An operand whose shape is known. */
export interface Filling {
  readonly shape: Shape;
  /** What it is to the parser. */
  readonly root: string;
}

/**
 * Type and labels of a parsed expression.
 *
 * @throws ShapeFault where it cannot give what it seems to: a wrong type, a label that is not there, operands that never match.
 */
export function shapeOf(node: SyntaxNode, context: Context): Shape {
  const visit = visitors[node.name];
  // Other people try what is new.
  if (visit === undefined && context.fault !== undefined) return { type: "unknown" };
  try {
    if (visit === undefined) throw new ShapeFault(`${node.name} is not supported here`);
    return visit(node, context);
  } catch (error) {
    if (!(error instanceof ShapeFault) || context.fault === undefined) throw error;
    context.fault(error, node);
    return { type: "unknown" };
  }
}

/** What only other people's expressions hold. */
function ofOthers(node: SyntaxNode, context: Context): Shape {
  if (context.fault === undefined) throw new ShapeFault(`${node.name} is not supported here`);
  return inner(node, context);
}

type Visitor = (node: SyntaxNode, context: Context) => Shape;

const inner: Visitor = (node, context) => shapeOf(only(node), context);
const scalar: Visitor = () => ({ type: "scalar" });

const visitors: Readonly<Record<string, Visitor>> = {
  PromQL: inner,
  ParenExpr: inner,
  OffsetExpr: (node, context) => inner(tied(node, shiftable, "offset", context), context),
  NumberDurationLiteral: scalar,
  StringLiteral: (node, context) => ({ type: "string", value: unquote(slice(node, context)) }),
  UnaryExpr: (node, context) => shapeOf(node.lastChild ?? node, context),
  VectorSelector: selector,
  // A fixed time is for people who look back, never for a rule of ours; the other two are experiments.
  StepInvariantExpr: ofOthers,
  AnchoredExpr: ofOthers,
  SmoothedExpr: ofOthers,
  MatrixSelector: (node, context) => ranged(only(tied(node, selectors, "a range", context)), context),
  SubqueryExpr: (node, context) => {
    const shape = ranged(only(tied(node, repeatable, "a subquery", context)), context);
    // Rates of rates are asked of subqueries, and nobody can tell what their samples mean.
    return shape.type === "matrix" ? { ...shape, kind: context.fault ? "unknown" : "gauge" } : shape;
  },
  FunctionCall: (node, context) =>
    call(slice(child(node, "FunctionIdentifier"), context), argumentsOf(node, context), context.fault !== undefined),
  AggregateExpr: aggregation,
  BinaryExpr: binary,
};

const selectors = new Set(["VectorSelector"]);
const shiftable = new Set([...selectors, "MatrixSelector", "SubqueryExpr", "StepInvariantExpr"]);
const repeatable = new Set([
  ...selectors,
  ...["FunctionCall", "AggregateExpr", "ParenExpr", "OffsetExpr", "StepInvariantExpr"],
]);

/**
 * The parser ties what follows an operand to all that stands before, Prometheus to that operand: in code of our own both must agree,
 * of others' the last operand is the one that is meant.
 */
function tied(node: SyntaxNode, operands: ReadonlySet<string>, what: string, { hole, fault }: Context): SyntaxNode {
  const operand = fault === undefined ? only(node) : lastOperand(only(node));
  const name = (operand.name === "VectorSelector" && hole?.(operand.from)?.root) || operand.name;
  if (operands.has(name)) return node;
  throw new ShapeFault(`${what} cannot follow ${name}: put the operand and what belongs to it in parentheses`);
}

function lastOperand(node: SyntaxNode): SyntaxNode {
  const isCompound = node.name === "BinaryExpr" || node.name === "UnaryExpr";
  return isCompound && node.lastChild !== null ? lastOperand(node.lastChild) : node;
}

function selector(node: SyntaxNode, context: Context): Shape {
  if (context.selector !== undefined) return context.selector(node);
  const matchers = node.getChild("LabelMatchers")?.getChildren("UnquotedLabelMatcher") ?? [];
  const filling = context.hole?.(node.from);
  if (filling !== undefined) {
    if (matchers.length === 0) return filling.shape;
    throw new ShapeFault("matchers follow a hole: put them into the call of the metric");
  }
  const name = node.getChild("Identifier");
  if (name === null) throw new ShapeFault("a selector without a name");
  const fixed = matchers
    .filter((matcher) => matcher.getChild("MatchOp")?.getChild("EqlSingle"))
    .map((matcher) => slice(child(matcher, "LabelName"), context));
  return selected(context.family(slice(name, context)), fixed);
}

/** The series of a family of which some labels are fixed to one value. */
export const selected = ({ series, kind, labels, key, more }: Family, fixed: readonly string[]): Shape => ({
  type: "vector",
  labels: new Set(Object.keys(labels)),
  key: minus(new Set(key), fixed),
  ...(more && { more }),
  kind,
  name: series,
  ...(fixed.length > 0 && { fixed }),
});

/** What an aggregation takes before its vector. */
const parameters: Readonly<Record<string, Shape["type"]>> = {
  topk: "scalar",
  bottomk: "scalar",
  quantile: "scalar",
  count_values: "string",
  limitk: "scalar",
  limit_ratio: "scalar",
};

function aggregation(node: SyntaxNode, context: Context): Shape {
  const operator = slice(child(node, "AggregateOp"), context);
  const args = argumentsOf(node, context);
  const operand = args.pop();
  if (operand?.type === "unknown") return unknownAggregate(node, context);
  if (operand?.type !== "vector") throw new ShapeFault(`${operator} takes a vector`);
  const parameter = parameters[operator];
  if (args.length !== (parameter === undefined ? 0 : 1) || args[0]?.type !== parameter)
    throw new ShapeFault(
      `${operator} takes ${parameter === undefined ? "" : `a ${parameter} and `}a vector, nothing else`,
    );
  const labels = grouping(node.getChild("AggregateModifier"), operand, operator, context);
  // These two pass on whole series of their operand.
  if (["topk", "bottomk", "limitk", "limit_ratio"].includes(operator)) return operand;
  if (args[0]?.type === "string") labels.add(args[0].value);
  const without = node.getChild("AggregateModifier")?.getChild("Without") && operand.more;
  return {
    type: "vector",
    labels,
    key: labels,
    ...(without && { more: true }),
    kind: operator === "sum" || operand.kind === "unknown" ? summed(operand, labels) : "gauge",
  };
}

/** Even of something unknown only the labels stay that an aggregation names. */
function unknownAggregate(node: SyntaxNode, context: Context): Shape {
  const operator = slice(child(node, "AggregateOp"), context);
  const modifier = node.getChild("AggregateModifier");
  if (operator in parameters || modifier?.getChild("Without")) return { type: "unknown" };
  const labels = new Set(modifier === null ? [] : labelsIn(child(modifier, "GroupingLabels"), context));
  return { type: "vector", labels, key: labels, kind: "unknown" };
}

/** Histograms stay histograms when they are summed: native ones, and classic ones whose buckets are kept apart. */
const summed = ({ kind }: Series, labels: ReadonlySet<string>): Kind =>
  kind === "native" || kind === "unknown" || (kind === "bucket" && labels.has("le")) ? kind : "gauge";

function grouping(modifier: SyntaxNode | null, operand: Series, operator: string, context: Context): Set<string> {
  if (modifier === null) return new Set();
  const names = labelsIn(child(modifier, "GroupingLabels"), context);
  const unknown = names.filter((name) => !has(operand, name));
  // Leaving out what is not there changes nothing; only in code that knows its labels it is a mistake.
  if (unknown.length > 0 && !(context.fault && modifier.getChild("Without")))
    throw new ShapeFault(
      `${operator} groups by ${list(unknown)}, which its operand lacks: it has ${list(operand.labels)}`,
      "label",
      { lacking: unknown },
    );
  return modifier.getChild("Without") ? minus(operand.labels, names) : new Set(names);
}

function binary(node: SyntaxNode, context: Context): Shape {
  const [left, right] = [node.firstChild, node.lastChild];
  const operator = left?.nextSibling;
  if (!left || !right || !operator) throw new ShapeFault("an operand is missing");
  return combine(slice(operator, context), shapeOf(left, context), shapeOf(right, context), {
    ...matchingOf(node, context),
    ...(context.fault && { anybody: true }),
  });
}

function matchingOf(node: SyntaxNode, context: Context): Matching {
  const bool = node.getChild("BoolModifier") !== null;
  const clause = node.getChild("MatchingModifierClause");
  if (clause === null) return { labels: [], include: [], bool };
  const [labels, include] = clause.getChildren("GroupingLabels").map((each) => labelsIn(each, context));
  const group = clause.getChild("GroupLeft") ? "left" : clause.getChild("GroupRight") ? "right" : undefined;
  return {
    by: clause.getChild("On") ? "on" : "ignoring",
    labels: labels ?? [],
    include: include ?? [],
    bool,
    ...(group && { group }),
  };
}

function argumentsOf(node: SyntaxNode, context: Context): Shape[] {
  const shapes: Shape[] = [];
  for (let arg = child(node, "FunctionCallBody").firstChild; arg !== null; arg = arg.nextSibling)
    shapes.push(shapeOf(arg, context));
  return shapes;
}

function ranged(node: SyntaxNode, context: Context): Shape {
  const shape = shapeOf(node, context);
  if (shape.type === "unknown") return shape;
  if (shape.type !== "vector") throw new ShapeFault(`a range of a ${shape.type}`);
  return { ...shape, type: "matrix" };
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
