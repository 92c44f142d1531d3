import { isSubset, list, minus, type Series, type Shape, ShapeFault, union } from "./shape.ts";

/** How a binary operator pairs the series of its operands. */
export interface Matching {
  readonly by?: "on" | "ignoring";
  readonly labels: readonly string[];
  readonly group?: "left" | "right";
  /** Labels that group_left or group_right copies from the one side. */
  readonly include: readonly string[];
}

const setOperators = new Set(["and", "or", "unless"]);

const known = (what: string, labels: Iterable<string>, ...sides: readonly Series[]) => {
  for (const label of labels)
    for (const side of sides)
      if (!side.labels.has(label))
        throw new ShapeFault(`${what} names ${label}, a label that an operand lacks: it has ${list(side.labels)}`);
};

/** Labels that paired series agree in. */
function matched(operator: string, left: Series, right: Series, matching: Matching): Set<string> {
  if (matching.by === "on") {
    known("on", matching.labels, left, right);
    return new Set(matching.labels);
  }
  const [l, r] = [minus(left.labels, matching.labels), minus(right.labels, matching.labels)];
  if (!isSubset(l, r) || !isSubset(r, l))
    throw new ShapeFault(
      `the operands of ${operator} have different labels and never match: ${list(l)} against ${list(r)}; say on (...)`,
    );
  return l;
}

const one = (side: string, series: Series, labels: ReadonlySet<string>) => {
  if (isSubset(series.key, labels)) return;
  throw new ShapeFault(
    `many-to-many: on the ${side} several series can agree in ${list(labels)}, since ${list(minus(series.key, labels))} tells them apart; aggregate first`,
  );
};

/** What a binary operator gives; throws where its operands can never match, or match many to many. */
export function combine(operator: string, left: Shape, right: Shape, matching: Matching): Shape {
  if (left.type === "scalar" && right.type === "scalar") return left;
  if (left.type === "scalar" && right.type === "vector") return computed(right);
  if (left.type === "vector" && right.type === "scalar") return computed(left);
  if (left.type !== "vector" || right.type !== "vector")
    throw new ShapeFault(`${operator} between a ${left.type} and a ${right.type}`);
  const labels = matched(operator, left, right, matching);
  if (operator === "or")
    return { ...computed(left), labels: union(left.labels, right.labels), key: union(left.key, right.key) };
  if (setOperators.has(operator)) return left;
  if (matching.group === "left") return grouped(left, right, labels, matching, "right");
  if (matching.group === "right") return grouped(right, left, labels, matching, "left");
  one("left", left, labels);
  one("right", right, labels);
  return { type: "vector", labels, key: new Set([...left.key].filter((label) => right.key.has(label))), kind: "gauge" };
}

function grouped(many: Series, few: Series, labels: ReadonlySet<string>, matching: Matching, side: string): Shape {
  known("group", matching.include, few);
  one(side, few, labels);
  return { type: "vector", labels: union(many.labels, matching.include), key: many.key, kind: "gauge" };
}

const computed = ({ labels, key }: Series) => ({ type: "vector", labels, key, kind: "gauge" }) as const;
