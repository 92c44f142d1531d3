import { suggestion } from "../suggestion.ts";
import { has, minus, type Series, type Shape, ShapeFault, union } from "./shape.ts";

type Type = Shape["type"];

interface Signature {
  readonly takes: readonly Type[];
  /** How many of the last arguments may be left out. */
  readonly optional?: number;
  /** The last argument may stand any number of times. */
  readonly many?: true;
  readonly gives: (args: readonly Shape[], name: string) => Shape;
}

const scalar: Shape = { type: "scalar" };

/** The series of the argument of that type; `takes` has made sure that it is there. */
function seriesOf(args: readonly Shape[]): Series {
  for (const arg of args) if (arg.type === "vector" || arg.type === "matrix") return arg;
  throw new ShapeFault("a series is missing");
}

const computed = (args: readonly Shape[]): Shape => {
  const series = seriesOf(args);
  return { type: "vector", ...labelsOf(series), kind: "gauge" };
};

const labelsOf = ({ labels, key, more }: Series) => ({ labels, key, ...(more && { more }) });

const rateLike = (args: readonly Shape[], name: string): Shape => {
  const operand = seriesOf(args);
  const { kind, name: series } = operand;
  if (kind === "gauge")
    throw new ShapeFault(
      `${name} of ${series ?? "computed series"}, a gauge: ${name} takes counters; use delta or deriv`,
      "rate",
    );
  return { type: "vector", ...labelsOf(operand), kind: kind === "counter" ? "gauge" : kind };
};

const deltaLike = (args: readonly Shape[], name: string): Shape => {
  const { kind, name: series } = seriesOf(args);
  if (kind !== "gauge" && kind !== "unknown")
    throw new ShapeFault(
      `${name} of ${series ?? "computed series"}, a ${kind}: ${name} takes gauges; use rate or increase`,
      "rate",
    );
  return computed(args);
};

const quantile = (args: readonly Shape[], name: string): Shape => {
  const operand = seriesOf(args);
  const { labels, key, kind, more } = operand;
  if (kind === "native") return { type: "vector", ...labelsOf(operand), kind: "gauge" };
  // Whatever was computed of buckets still has the label.
  if (kind !== "unknown" && !has(operand, "le"))
    throw new ShapeFault(`${name} takes buckets with the label le: keep le in the aggregation`, "le");
  return {
    type: "vector",
    labels: minus(labels, ["le"]),
    key: minus(key, ["le"]),
    ...(more && { more }),
    kind: "gauge",
  };
};

/** The new label is made of others, so that those which told the series apart still do. */
const replaced = (args: readonly Shape[]): Shape => {
  const { labels, key, kind, more } = seriesOf(args);
  const target = args[1];
  if (target?.type !== "string") throw new ShapeFault("the new label must be a string");
  return { type: "vector", labels: union(labels, [target.value]), key, ...(more && { more }), kind };
};

const missing = (): Shape => ({ type: "vector", labels: new Set(), key: new Set(), kind: "gauge" });

/** `absent` gives one series at most, with the labels of equality matchers. In code of one's own who relies on that reads twice. */
const fixedOnly = (args: readonly Shape[]): Shape => {
  const [arg] = args;
  const fixed = arg?.type === "vector" || arg?.type === "matrix" ? arg.fixed : [];
  return { type: "vector", labels: new Set(fixed), key: new Set(), kind: "gauge" };
};

const of = (takes: readonly Type[], gives: Signature["gives"] = computed, optional = 0): Signature => ({
  takes,
  gives,
  optional,
});
const each = (names: string, signature: Signature): [string, Signature][] =>
  names.split(" ").map((name) => [name, signature]);

/** Prometheus' functions: what they take and what becomes of the labels. */
export const functions: ReadonlyMap<string, Signature> = new Map<string, Signature>([
  ...each("rate increase irate", of(["matrix"], rateLike)),
  ...each("delta idelta deriv", of(["matrix"], deltaLike)),
  ...each("predict_linear", of(["matrix", "scalar"], deltaLike)),
  ...each(
    "changes resets avg_over_time min_over_time max_over_time sum_over_time count_over_time last_over_time present_over_time",
    of(["matrix"]),
  ),
  ...each("stddev_over_time stdvar_over_time", of(["matrix"])),
  ...each("quantile_over_time", of(["scalar", "matrix"])),
  ...each("mad_over_time first_over_time ts_of_min_over_time ts_of_max_over_time ts_of_last_over_time", of(["matrix"])),
  ...each("ts_of_first_over_time", of(["matrix"])),
  ...each("double_exponential_smoothing holt_winters", of(["matrix", "scalar", "scalar"])),
  ...each("sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh deg rad", of(["vector"])),
  ...each("histogram_avg histogram_count histogram_sum histogram_stddev histogram_stdvar", of(["vector"])),
  ...each("histogram_fraction", of(["scalar", "scalar", "vector"], quantile)),
  ...each("sort_by_label sort_by_label_desc", {
    takes: ["vector", "string"],
    many: true,
    gives: (args) => args[0] ?? scalar,
  }),
  ...each("label_join", { takes: ["vector", "string", "string", "string"], optional: 1, many: true, gives: replaced }),
  ...each("integral", of(["matrix"])),
  ...each("start_timestamp", of(["vector"])),
  ...each(
    "max_of min_of",
    of(["scalar", "scalar"], () => scalar),
  ),
  ...each(
    "start end step range",
    of([], () => scalar),
  ),
  ...each(
    "info",
    of(["vector", "vector"], (args) => ({ ...seriesOf(args), type: "vector", more: true }), 1),
  ),
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
    "day_of_week day_of_month day_of_year days_in_month hour minute month year",
    of(["vector"], (args) => (args.length === 0 ? missing() : computed(args)), 1),
  ),
]);

/** Those that Prometheus only knows with a feature flag: other people may have set it. */
const experimental = new Set([
  "mad_over_time",
  "first_over_time",
  "ts_of_min_over_time",
  "ts_of_max_over_time",
  "ts_of_last_over_time",
  "ts_of_first_over_time",
  "double_exponential_smoothing",
  "holt_winters",
  "sort_by_label",
  "sort_by_label_desc",
  "info",
  "integral",
  "start_timestamp",
  "max_of",
  "min_of",
  "start",
  "end",
  "step",
  "range",
]);

/** An experiment whose labels nobody can tell. */
const untyped = new Set(["histogram_quantiles"]);

const labelless = new Set(["absent", "absent_over_time", "scalar", "vector"]);

/** What a call gives; throws where the arguments do not fit. */
export function call(name: string, args: readonly Shape[], anybody = false): Shape {
  const signature = experimental.has(name) && !anybody ? undefined : functions.get(name);
  if (untyped.has(name) && anybody) return { type: "unknown" };
  if (signature === undefined && anybody) {
    const meant = suggestion(name, functions.keys());
    throw new ShapeFault(
      `Prometheus has no function ${name}${meant === undefined ? "" : `: did you mean ${meant}?`}`,
      "syntax",
    );
  }
  if (signature === undefined)
    throw new ShapeFault(`${name} is no function that is supported here: see lib/promql/functions.ts`);
  const { takes, optional = 0, gives } = signature;
  if ((args.length > takes.length && !signature.many) || args.length < takes.length - optional)
    throw new ShapeFault(`${name} takes ${takes.length} arguments, not ${args.length}`);
  args.forEach((arg, index) => {
    const type = takes[Math.min(index, takes.length - 1)];
    if (arg.type !== type && arg.type !== "unknown")
      throw new ShapeFault(`argument ${index + 1} of ${name} is a ${arg.type}, not a ${type}`);
  });
  // What is made of something unknown is unknown, unless it has no labels at all.
  if (args.some(({ type }) => type === "unknown") && !labelless.has(name)) return { type: "unknown" };
  return anybody && name.startsWith("absent") ? fixedOnly(args) : gives(args, name);
}
