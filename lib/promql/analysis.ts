import { call } from "./functions.ts";
import { combine, type Matching } from "./matching.ts";
import type { Family, Kind } from "./metric.ts";
import { has, list, minus, type Series, type Shape, ShapeFault } from "./shape.ts";
import type { Aggregation, Binary, Expr, Modifier, Range, Selector, Subquery } from "./syntax/expression.ts";

/** What the analysis asks of its caller. */
export interface Context {
  /** The family of that name, or a fault. */
  readonly family: (series: string) => Family;
  /** In place of `family`: the shape of a whole selector. */
  readonly selector?: (selector: Selector) => Shape;
  /** Takes faults, so that the rest is looked at as well; without it the first one is thrown. */
  readonly fault?: (fault: ShapeFault) => void;
  /** What stands there in place of a selector, already known. */
  readonly hole?: (from: number) => Filling | undefined;
}

/** An operand whose shape is known. */
export interface Filling {
  readonly shape: Shape;
  readonly root: Expr["kind"];
}

/**
 * Type and labels of what an expression gives.
 *
 * @throws ShapeFault where it cannot give what it seems to: a wrong type, a label that is not there, operands that never match.
 */
export function shapeOf(expr: Expr, context: Context): Shape {
  try {
    return visit(expr, context);
  } catch (error) {
    if (!(error instanceof ShapeFault) || context.fault === undefined) throw error;
    context.fault(error);
    return { type: "unknown" };
  }
}

function visit(expr: Expr, context: Context): Shape {
  switch (expr.kind) {
    case "number":
      return { type: "scalar" };
    case "string":
      return { type: "string", value: expr.value };
    case "parentheses":
    case "unary":
      return shapeOf(expr.expr, context);
    case "selector":
      return selector(expr, context);
    case "range":
      return range(expr, context);
    case "subquery":
      return subquery(expr, context);
    case "call":
      return call(expr.name, shapesOf(expr.args, context), context.fault !== undefined);
    case "aggregation":
      return aggregation(expr, context);
    case "binary":
      return binary(expr, context);
  }
}

const shapesOf = (args: readonly Expr[], context: Context): Shape[] => args.map((each) => shapeOf(each, context));

function selector(expr: Selector, context: Context): Shape {
  refuse(expr.modifiers, context);
  if (context.selector !== undefined) return context.selector(expr);
  const filling = context.hole?.(expr.from);
  if (filling !== undefined) return filled(expr, filling);
  if (expr.name === undefined) throw new ShapeFault("a selector without a name");
  const fixed = expr.matchers.filter(({ operator }) => operator === "=").map(({ label }) => label);
  return selected(context.family(expr.name), fixed);
}

/** The text of a hole that holds no selector has parentheses around it, or it is none that anything may follow. */
function filled({ braces, modifiers: [modifier] }: Selector, { shape, root }: Filling): Shape {
  if (braces) throw new ShapeFault("matchers follow a hole: put them into the call of the metric");
  if (modifier && root !== "selector")
    throw new ShapeFault(`${modifier.name} follows a hole that is no selector: put it into what the hole holds`);
  return shape;
}

/** A fixed time is for people who look back, never for a rule of ours; what is not `offset` either is an experiment. */
function refuse(modifiers: readonly Modifier[], { fault }: Context): void {
  const [other] = modifiers.filter(({ name }) => name !== "offset");
  if (other && fault === undefined) throw new ShapeFault(`${other.name} is not supported here`);
}

function range({ selector }: Range, context: Context): Shape {
  const root = context.hole?.(selector.from)?.root ?? "selector";
  if (root !== "selector")
    throw new ShapeFault("a range follows a hole that is no selector: a subquery has a colon, [5m:]");
  return ranged(selector, context);
}

function subquery({ expr, modifiers }: Subquery, context: Context): Shape {
  refuse(modifiers, context);
  const shape = ranged(expr, context);
  if (shape.type !== "matrix") return shape;
  // Rates of rates are asked of subqueries, and nobody can tell what their samples mean; those of series as they are stay theirs.
  if (context.fault) return shape.name === undefined ? { ...shape, kind: "unknown" } : shape;
  return { ...shape, kind: "gauge" };
}

function ranged(expr: Expr, context: Context): Shape {
  const shape = shapeOf(expr, context);
  if (shape.type === "unknown") return shape;
  if (shape.type !== "vector") throw new ShapeFault(`a range of a ${shape.type}`);
  return { ...shape, type: "matrix" };
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

function aggregation({ operator, grouping, args }: Aggregation, context: Context): Shape {
  const shapes = shapesOf(args, context);
  const operand = shapes.pop();
  if (operand?.type === "unknown") return unknownAggregate(operator, grouping);
  if (operand?.type !== "vector") throw new ShapeFault(`${operator} takes a vector`);
  const parameter = parameters[operator];
  if (shapes.length !== (parameter === undefined ? 0 : 1) || shapes[0]?.type !== parameter)
    throw new ShapeFault(
      `${operator} takes ${parameter === undefined ? "" : `a ${parameter} and `}a vector, nothing else`,
    );
  const labels = grouped(operator, grouping, operand, context);
  // These pass on whole series of their operand.
  if (["topk", "bottomk", "limitk", "limit_ratio"].includes(operator)) return operand;
  if (shapes[0]?.type === "string") labels.add(shapes[0].value);
  const more = grouping?.word === "without" && operand.more;
  return {
    type: "vector",
    labels,
    key: labels,
    ...(more && { more }),
    kind: operator === "sum" || operand.kind === "unknown" ? summed(operand, labels) : "gauge",
  };
}

/** Even of something unknown only the labels stay that an aggregation names. */
function unknownAggregate(operator: string, grouping: Aggregation["grouping"]): Shape {
  if (operator in parameters || grouping?.word === "without") return { type: "unknown" };
  const labels = new Set(grouping?.labels);
  return { type: "vector", labels, key: labels, kind: "unknown" };
}

/** Histograms stay histograms when they are summed: native ones, and classic ones whose buckets are kept apart. */
const summed = ({ kind }: Series, labels: ReadonlySet<string>): Kind =>
  kind === "native" || kind === "unknown" || (kind === "bucket" && labels.has("le")) ? kind : "gauge";

function grouped(
  operator: string,
  grouping: Aggregation["grouping"],
  operand: Series,
  { fault }: Context,
): Set<string> {
  if (grouping === undefined) return new Set();
  const { word, labels } = grouping;
  const unknown = labels.filter((label) => !has(operand, label));
  // Leaving out what is not there changes nothing; only in code that knows its labels it is a mistake.
  if (unknown.length > 0 && !(fault && word === "without"))
    throw new ShapeFault(
      `${operator} groups by ${list(unknown)}, which its operand lacks: it has ${list(operand.labels)}`,
      "label",
      { lacking: unknown },
    );
  return word === "without" ? minus(operand.labels, labels) : new Set(labels);
}

function binary(expr: Binary, context: Context): Shape {
  const { operator, left, right, fills } = expr;
  if (fills && context.fault === undefined) throw new ShapeFault("fill is not supported here");
  return combine(operator, shapeOf(left, context), shapeOf(right, context), {
    ...matchingOf(expr),
    ...(context.fault && { anybody: true }),
  });
}

function matchingOf({ matching, group, bool }: Binary): Matching {
  return {
    ...(matching && { by: matching.word === "on" ? "on" : "ignoring" }),
    labels: matching?.labels ?? [],
    include: group?.labels ?? [],
    bool,
    ...(group && { group: group.word === "group_left" ? "left" : "right" }),
  };
}
