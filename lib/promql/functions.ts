import { minus, type Series, type Shape, ShapeFault, union } from "./shape.ts";

type Type = Shape["type"];

interface Signature {
  readonly takes: readonly Type[];
  /** How many of the last arguments may be left out. */
  readonly optional?: number;
  readonly gives: (args: readonly Shape[], name: string) => Shape;
}

const scalar: Shape = { type: "scalar" };

/** The series of the argument of that type; `takes` has made sure that it is there. */
function seriesOf(args: readonly Shape[]): Series {
  for (const arg of args) if (arg.type === "vector" || arg.type === "matrix") return arg;
  throw new ShapeFault("a series is missing");
}

const computed = (args: readonly Shape[]): Shape => {
  const { labels, key } = seriesOf(args);
  return { type: "vector", labels, key, kind: "gauge" };
};

const rateLike = (args: readonly Shape[], name: string): Shape => {
  const { labels, key, kind, name: series } = seriesOf(args);
  if (kind === "gauge")
    throw new ShapeFault(
      `${name} of ${series ?? "computed series"}, a gauge: ${name} takes counters; use delta or deriv`,
    );
  return { type: "vector", labels, key, kind: kind === "counter" ? "gauge" : kind };
};

const deltaLike = (args: readonly Shape[], name: string): Shape => {
  const { kind, name: series } = seriesOf(args);
  if (kind !== "gauge")
    throw new ShapeFault(
      `${name} of ${series ?? "computed series"}, a ${kind}: ${name} takes gauges; use rate or increase`,
    );
  return computed(args);
};

const quantile = (args: readonly Shape[], name: string): Shape => {
  const { labels, key, kind } = seriesOf(args);
  if (kind === "native") return { type: "vector", labels, key, kind: "gauge" };
  if (kind !== "bucket" || !labels.has("le"))
    throw new ShapeFault(`${name} takes buckets with the label le: keep le in the aggregation`);
  return { type: "vector", labels: minus(labels, ["le"]), key: minus(key, ["le"]), kind: "gauge" };
};

const replaced = (args: readonly Shape[]): Shape => {
  const { labels, key, kind } = seriesOf(args);
  const target = args[1];
  if (target?.type !== "string") throw new ShapeFault("the new label must be a string");
  return { type: "vector", labels: union(labels, [target.value]), key: union(key, [target.value]), kind };
};

/** `absent` gives one series at most. Its labels would come from equality matchers, but who relies on that reads twice. */
const missing = (): Shape => ({ type: "vector", labels: new Set(), key: new Set(), kind: "gauge" });

const of = (takes: readonly Type[], gives: Signature["gives"] = computed, optional = 0): Signature => ({
  takes,
  gives,
  optional,
});
const each = (names: string, signature: Signature): [string, Signature][] =>
  names.split(" ").map((name) => [name, signature]);

/** Prometheus' functions, without experimental ones: what they take and what becomes of the labels. */
export const functions: ReadonlyMap<string, Signature> = new Map([
  ...each("rate increase irate", of(["matrix"], rateLike)),
  ...each("delta idelta deriv", of(["matrix"], deltaLike)),
  ...each("predict_linear", of(["matrix", "scalar"], deltaLike)),
  ...each(
    "changes resets avg_over_time min_over_time max_over_time sum_over_time count_over_time last_over_time present_over_time",
    of(["matrix"]),
  ),
  ...each("stddev_over_time stdvar_over_time", of(["matrix"])),
  ...each("quantile_over_time", of(["scalar", "matrix"])),
  ...each("abs ceil exp floor ln log2 log10 sgn sqrt timestamp", of(["vector"])),
  ...each(
    "sort sort_desc",
    of(["vector"], (args) => args[0] ?? scalar),
  ),
  ...each("clamp", of(["vector", "scalar", "scalar"])),
  ...each("clamp_min clamp_max", of(["vector", "scalar"])),
  ...each("round", of(["vector", "scalar"], computed, 1)),
  ...each("histogram_quantile", of(["scalar", "vector"], quantile)),
  ...each("label_replace", of(["vector", "string", "string", "string", "string"], replaced)),
  ...each("absent", of(["vector"], missing)),
  ...each("absent_over_time", of(["matrix"], missing)),
  ...each(
    "scalar",
    of(["vector"], () => scalar),
  ),
  ...each("vector", of(["scalar"], missing)),
  ...each(
    "time pi",
    of([], () => scalar),
  ),
  ...each(
    "day_of_week hour minute month year day_of_month",
    of(["vector"], (args) => (args.length === 0 ? missing() : computed(args)), 1),
  ),
]);

/** What a call gives; throws where the arguments do not fit. */
export function call(name: string, args: readonly Shape[]): Shape {
  const signature = functions.get(name);
  if (signature === undefined)
    throw new ShapeFault(`${name} is no function that is supported here: see lib/promql/functions.ts`);
  const { takes, optional = 0, gives } = signature;
  if (args.length > takes.length || args.length < takes.length - optional)
    throw new ShapeFault(`${name} takes ${takes.length} arguments, not ${args.length}`);
  args.forEach((arg, index) => {
    if (arg.type !== takes[index])
      throw new ShapeFault(`argument ${index + 1} of ${name} is a ${arg.type}, not a ${takes[index]}`);
  });
  return gives(args, name);
}
