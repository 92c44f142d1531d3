import { call } from "./functions.ts";
import { combine, type Matching } from "./matching.ts";
import type { Family, Kind } from "./metric.ts";
import { has, list, minus, type Series, type Shape, ShapeFault } from "./shape.ts";
import type { Part } from "./syntax.ts";

/** What the analysis asks of its caller. */
export interface Context {
  /** The family of that name, or a fault. */
  readonly family: (series: string) => Family;
  /** In place of `family`: the shape of a whole selector. */
  readonly selector?: (part: Part) => Shape;
  /** Takes faults, so that the rest is looked at as well; without it the first one is thrown. */
  readonly fault?: (fault: ShapeFault, part: Part) => void;
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
export function shapeOf(part: Part, context: Context): Shape {
  const visit = visitors[part.kind];
  // Other people try what is new.
  if (visit === undefined && context.fault !== undefined) return { type: "unknown" };
  try {
    if (visit === undefined) throw new ShapeFault(`${part.kind} is not supported here`);
    return visit(part, context);
  } catch (error) {
    if (!(error instanceof ShapeFault) || context.fault === undefined) throw error;
    context.fault(error, part);
    return { type: "unknown" };
  }
}

/** What only other people's expressions hold. */
function ofOthers(part: Part, context: Context): Shape {
  if (context.fault === undefined) throw new ShapeFault(`${part.kind} is not supported here`);
  return inner(part, context);
}

type Visitor = (part: Part, context: Context) => Shape;

const inner: Visitor = (part, context) => shapeOf(only(part), context);
const scalar: Visitor = () => ({ type: "scalar" });

const visitors: Readonly<Record<string, Visitor>> = {
  PromQL: inner,
  ParenExpr: inner,
  OffsetExpr: (part, context) => inner(tied(part, shiftable, "offset", context), context),
  NumberDurationLiteral: scalar,
  StringLiteral: (part) => ({ type: "string", value: unquote(part.text) }),
  UnaryExpr: (part, context) => shapeOf(part.last ?? part, context),
  VectorSelector: selector,
  // A fixed time is for people who look back, never for a rule of ours; the other two are experiments.
  StepInvariantExpr: ofOthers,
  AnchoredExpr: ofOthers,
  SmoothedExpr: ofOthers,
  MatrixSelector: (part, context) => ranged(only(tied(part, selectors, "a range", context)), context),
  SubqueryExpr: (part, context) => {
    const shape = ranged(only(tied(part, repeatable, "a subquery", context)), context);
    // Rates of rates are asked of subqueries, and nobody can tell what their samples mean.
    return shape.type === "matrix" ? { ...shape, kind: context.fault ? "unknown" : "gauge" } : shape;
  },
  FunctionCall: (part, context) =>
    call(child(part, "FunctionIdentifier").text, argumentsOf(part, context), context.fault !== undefined),
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
function tied(part: Part, operands: ReadonlySet<string>, what: string, { hole, fault }: Context): Part {
  const operand = fault === undefined ? only(part) : lastOperand(only(part));
  const name = (operand.kind === "VectorSelector" && hole?.(operand.from)?.root) || operand.kind;
  if (operands.has(name)) return part;
  throw new ShapeFault(`${what} cannot follow ${name}: put the operand and what belongs to it in parentheses`);
}

function lastOperand(part: Part): Part {
  const isCompound = part.kind === "BinaryExpr" || part.kind === "UnaryExpr";
  return isCompound && part.last ? lastOperand(part.last) : part;
}

function selector(part: Part, context: Context): Shape {
  if (context.selector !== undefined) return context.selector(part);
  const matchers = part.part("LabelMatchers")?.partsOf("UnquotedLabelMatcher") ?? [];
  const filling = context.hole?.(part.from);
  if (filling !== undefined) {
    if (matchers.length === 0) return filling.shape;
    throw new ShapeFault("matchers follow a hole: put them into the call of the metric");
  }
  const name = part.part("Identifier");
  if (name === undefined) throw new ShapeFault("a selector without a name");
  const fixed = matchers
    .filter((matcher) => matcher.part("MatchOp")?.part("EqlSingle"))
    .map((matcher) => child(matcher, "LabelName").text);
  return selected(context.family(name.text), fixed);
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

function aggregation(part: Part, context: Context): Shape {
  const operator = child(part, "AggregateOp").text;
  const args = argumentsOf(part, context);
  const operand = args.pop();
  if (operand?.type === "unknown") return unknownAggregate(part);
  if (operand?.type !== "vector") throw new ShapeFault(`${operator} takes a vector`);
  const parameter = parameters[operator];
  if (args.length !== (parameter === undefined ? 0 : 1) || args[0]?.type !== parameter)
    throw new ShapeFault(
      `${operator} takes ${parameter === undefined ? "" : `a ${parameter} and `}a vector, nothing else`,
    );
  const labels = grouping(part.part("AggregateModifier"), operand, operator, context);
  // These two pass on whole series of their operand.
  if (["topk", "bottomk", "limitk", "limit_ratio"].includes(operator)) return operand;
  if (args[0]?.type === "string") labels.add(args[0].value);
  const without = part.part("AggregateModifier")?.part("Without") && operand.more;
  return {
    type: "vector",
    labels,
    key: labels,
    ...(without && { more: true }),
    kind: operator === "sum" || operand.kind === "unknown" ? summed(operand, labels) : "gauge",
  };
}

/** Even of something unknown only the labels stay that an aggregation names. */
function unknownAggregate(part: Part): Shape {
  const operator = child(part, "AggregateOp").text;
  const modifier = part.part("AggregateModifier");
  if (operator in parameters || modifier?.part("Without")) return { type: "unknown" };
  const labels = new Set(modifier ? labelsIn(child(modifier, "GroupingLabels")) : []);
  return { type: "vector", labels, key: labels, kind: "unknown" };
}

/** Histograms stay histograms when they are summed: native ones, and classic ones whose buckets are kept apart. */
const summed = ({ kind }: Series, labels: ReadonlySet<string>): Kind =>
  kind === "native" || kind === "unknown" || (kind === "bucket" && labels.has("le")) ? kind : "gauge";

function grouping(modifier: Part | undefined, operand: Series, operator: string, context: Context): Set<string> {
  if (modifier === undefined) return new Set();
  const names = labelsIn(child(modifier, "GroupingLabels"));
  const unknown = names.filter((name) => !has(operand, name));
  // Leaving out what is not there changes nothing; only in code that knows its labels it is a mistake.
  if (unknown.length > 0 && !(context.fault && modifier.part("Without")))
    throw new ShapeFault(
      `${operator} groups by ${list(unknown)}, which its operand lacks: it has ${list(operand.labels)}`,
      "label",
      { lacking: unknown },
    );
  return modifier.part("Without") ? minus(operand.labels, names) : new Set(names);
}

function binary(part: Part, context: Context): Shape {
  const [left, operator] = part.parts;
  const right = part.last;
  if (!left || !right || !operator) throw new ShapeFault("an operand is missing");
  return combine(operator.text, shapeOf(left, context), shapeOf(right, context), {
    ...matchingOf(part),
    ...(context.fault && { anybody: true }),
  });
}

function matchingOf(part: Part): Matching {
  const bool = part.part("BoolModifier") !== undefined;
  const clause = part.part("MatchingModifierClause");
  if (clause === undefined) return { labels: [], include: [], bool };
  const [labels, include] = clause.partsOf("GroupingLabels").map(labelsIn);
  const group = clause.part("GroupLeft") ? "left" : clause.part("GroupRight") ? "right" : undefined;
  return {
    by: clause.part("On") ? "on" : "ignoring",
    labels: labels ?? [],
    include: include ?? [],
    bool,
    ...(group && { group }),
  };
}

const argumentsOf = (part: Part, context: Context): Shape[] =>
  child(part, "FunctionCallBody").parts.map((each) => shapeOf(each, context));

function ranged(part: Part, context: Context): Shape {
  const shape = shapeOf(part, context);
  if (shape.type === "unknown") return shape;
  if (shape.type !== "vector") throw new ShapeFault(`a range of a ${shape.type}`);
  return { ...shape, type: "matrix" };
}

const labelsIn = (part: Part) => part.partsOf("LabelName").map(({ text }) => text);
const unquote = (literal: string) => literal.slice(1, -1);

function only(part: Part): Part {
  if (part.first === undefined) throw new ShapeFault(`${part.kind} is empty`);
  return part.first;
}

function child(part: Part, kind: string): Part {
  const found = part.part(kind);
  if (found === undefined) throw new ShapeFault(`${part.kind} without ${kind}`);
  return found;
}
