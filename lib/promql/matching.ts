import type { Kind } from "./metric.ts";
import { has, isSubset, list, minus, type Series, type Shape, ShapeFault, union } from "./shape.ts";

/** How a binary operator pairs the series of its operands. */
export interface Matching {
  readonly by?: "on" | "ignoring";
  readonly labels: readonly string[];
  readonly group?: "left" | "right";
  /** A comparison gives 0 or 1 instead of leaving out series. */
  readonly bool?: boolean;
  /** Labels that group_left or group_right copies from the one side. */
  readonly include: readonly string[];
  /** Other people's expressions: what has no effect is no fault, and operands of `or` that never match are a sum of both. */
  readonly anybody?: true;
}

const setOperators = new Set(["and", "or", "unless"]);
const comparisons = new Set(["==", "!=", ">", "<", ">=", "<="]);

const known = (what: string, labels: Iterable<string>, ...sides: readonly Series[]) => {
  for (const label of labels)
    for (const side of sides)
      if (!has(side, label))
        throw new ShapeFault(
          `${what} names ${label}, a label that an operand lacks: it has ${list(side.labels)}`,
          "label",
          { lacking: [label] },
        );
};

/** Labels that paired series agree in. */
function matched(operator: string, left: Series, right: Series, matching: Matching): Set<string> {
  if (matching.by === "on") {
    known("on", matching.labels, left, right);
    return new Set(matching.labels);
  }
  for (const label of matching.labels)
    if (!matching.anybody && !has(left, label) && !has(right, label))
      throw new ShapeFault(`ignoring names ${label}, a label that neither operand has`, "label", { lacking: [label] });
  const [l, r] = [minus(left.labels, matching.labels), minus(right.labels, matching.labels)];
  if ((!isSubset(l, r) && !right.more) || (!isSubset(r, l) && !left.more))
    throw new ShapeFault(`the operands of ${operator} never match: ${alone(l, r)}; say on (...)`, "matching");
  return l;
}

/** Labels that only one operand has: `pod on the left only, node on the right only`. */
const alone = (left: ReadonlySet<string>, right: ReadonlySet<string>): string =>
  [["left", minus(left, right)] as const, ["right", minus(right, left)] as const]
    .flatMap(([side, labels]) => (labels.size > 0 ? `${list(labels)} on the ${side} only` : []))
    .join(", ");

const one = (side: string, series: Series, labels: ReadonlySet<string>) => {
  if (series.more || isSubset(series.key, labels)) return;
  const apart = minus(series.key, labels);
  throw new ShapeFault(
    `many-to-many: on the ${side} several series can agree in ${list(labels)}, since ${list(apart)} tells them apart; aggregate first`,
    "many-to-many",
    { paired: labels, apart },
  );
};

/** What a binary operator gives; throws where its operands can never match, or match many to many. */
export function combine(operator: string, left: Shape, right: Shape, matching: Matching): Shape {
  if (left.type === "unknown" || right.type === "unknown") return { type: "unknown" };
  if (left.type !== "vector" || right.type !== "vector") return withScalar(operator, left, right, matching);
  const labels =
    operator === "or" && matching.anybody && matching.by === undefined
      ? union(left.labels, right.labels)
      : matched(operator, left, right, matching);
  if (setOperators.has(operator)) return chosen(operator, left, right, labels, matching);
  if (matching.group === "left") return grouped(operator, left, right, labels, matching, "right");
  if (matching.group === "right") return grouped(operator, right, left, labels, matching, "left");
  one("left", left, labels);
  one("right", right, labels);
  // A pair has one series of each side, so whichever tells one side's series apart does so for the pairs.
  const key = isSubset(right.key, left.key) ? right.key : left.key;
  const kind = left.kind === "native" && right.kind === "native" ? "native" : "gauge";
  return { type: "vector", labels, key, ...moreOf(left, right), kind };
}

const moreOf = (...sides: readonly Series[]) => (sides.some(({ more }) => more) ? { more: true as const } : {});

function withScalar(operator: string, left: Shape, right: Shape, matching: Matching): Shape {
  const vector = left.type === "vector" ? left : right.type === "vector" ? right : undefined;
  const other = vector === left ? right : left;
  if (other.type !== "scalar" || (vector === undefined && (left.type !== "scalar" || right.type !== "scalar")))
    throw new ShapeFault(`${operator} between a ${left.type} and a ${right.type}`);
  if (setOperators.has(operator)) throw new ShapeFault(`${operator} takes vectors, not a scalar: use vector()`);
  if (matching.by !== undefined || matching.group !== undefined)
    throw new ShapeFault(`${operator} with a scalar pairs no series: leave out ${matching.by ?? matching.group}`);
  if (vector === undefined && comparisons.has(operator) && !matching.bool)
    throw new ShapeFault(`${operator} between scalars gives nothing without bool: say ${operator} bool`);
  return vector === undefined ? { type: "scalar" } : computed(operator, vector);
}

/** `and` and `unless` give some of the left series as they are, `or` those of both sides. */
function chosen(operator: string, left: Series, right: Series, labels: Iterable<string>, matching: Matching): Shape {
  if (matching.group !== undefined)
    throw new ShapeFault(`${operator} pairs many with many: leave out group_${matching.group}`);
  if (operator !== "or") return { type: "vector", ...left };
  return {
    type: "vector",
    labels: union(left.labels, right.labels),
    // A series of the right that agrees in the matched labels with one of the left is left out.
    key: union(union(left.key, right.key), labels),
    ...moreOf(left, right),
    kind: left.kind === right.kind ? left.kind : "gauge",
  };
}

function grouped(
  operator: string,
  many: Series,
  few: Series,
  labels: ReadonlySet<string>,
  matching: Matching,
  side: string,
): Shape {
  const include = matching.include.filter((label) => !matching.anybody || has(few, label) || has(many, label));
  known("group", include, few);
  one(side, few, labels);
  const given = union(many.labels, include);
  return { type: "vector", labels: given, key: many.key, ...moreOf(many), kind: scaled(operator, many) };
}

const computed = (operator: string, series: Series): Shape => ({
  type: "vector",
  labels: series.labels,
  key: series.key,
  ...moreOf(series),
  kind: scaled(operator, series),
});

/** Buckets and histograms that are only scaled, or given more labels, stay what they are. */
const scaled = (operator: string, { kind }: Series): Kind =>
  (operator === "*" || operator === "/") && kind !== "counter" ? kind : "gauge";
