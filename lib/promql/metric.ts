import { escapeRegex, quote } from "./text.ts";

/** In place of a label's values: any string can occur. */
export const open = "open";

/** Label names with the values they can take: a closed list, or `open`. */
export type Labels = Readonly<Record<string, typeof open | readonly string[]>>;

type ValueOf<L extends Labels, K extends keyof L> = L[K] extends readonly (infer V extends string)[] ? V : string;

/** Some of the values that a label can take; a plain string means just that one. */
export interface Choice<V extends string> {
  readonly operator: "!=" | "=~" | "!~";
  readonly value: string;
  /** Ties the choice to its label's values; never set. */
  readonly of?: V;
}

/** A regular expression (RE2, anchored at both ends as Prometheus does), for labels whose values are open. */
export interface Pattern {
  readonly operator: "=~" | "!~";
  readonly value: string;
  readonly pattern: true;
}

/** Every value but this one. */
export const not = <const V extends string>(value: V): Choice<V> => ({ operator: "!=", value });
/** One of these values. */
export const oneOf = <const V extends string>(...values: readonly [V, ...V[]]): Choice<V> => ({
  operator: "=~",
  value: values.map(escapeRegex).join("|"),
});
/** None of these values. */
export const noneOf = <const V extends string>(...values: readonly [V, ...V[]]): Choice<V> => ({
  operator: "!~",
  value: values.map(escapeRegex).join("|"),
});
/** Values that the pattern matches. */
export const matching = (regex: string): Pattern => ({ operator: "=~", value: regex, pattern: true });
/** Values that the pattern does not match. */
export const notMatching = (regex: string): Pattern => ({ operator: "!~", value: regex, pattern: true });
/** Any value at all: the label is there. */
export const present: Pattern = { operator: "=~", value: ".+", pattern: true };

type Matcher<V extends string> = V | Choice<V> | Pattern;

/** Values of some labels of a series, as a test writes them. */
export type Values<L extends Labels> = { readonly [K in keyof L]?: ValueOf<L, K> };

/** What some labels of the selected series must be. */
export type Where<L extends Labels> = { readonly [K in keyof L]?: Matcher<ValueOf<L, K>> };

/** What one sample means: only counters have a rate. A `bucket` is a counter with `le`; of an `unknown` one nothing is said. */
export type Kind = "counter" | "gauge" | "bucket" | "native" | "unknown";

/** A family of series as Prometheus stores it, as far as checks need to know it. */
export interface Family {
  /** The name of its series: for a histogram that of its buckets, its count or its sum. */
  readonly series: string;
  readonly kind: Kind;
  readonly labels: Labels;
  /** Labels that tell its series apart; equal there means: the same series. */
  readonly key: readonly string[];
  /** There may be other labels as well. */
  readonly more?: true;
}

/** Some series of one family: `http_requests_total{status="5xx"}`. */
export interface Selector {
  readonly selector: string;
  readonly family: Family;
  /** Labels that the selector fixes to one value. */
  readonly fixed: readonly string[];
}

/** A family that can be selected from, by its own labels and values only. */
export interface Metric<L extends Labels = Labels> extends Family {
  (where?: Where<L>): Selector;
  readonly labels: L;
}

/** A metric from its parts; contracts and recording rules make theirs with it. */
export function metric<const L extends Labels>(
  kind: Kind,
  series: string,
  labels: L,
  key: readonly string[],
): Metric<L> {
  const family: Family & { labels: L } = { series, kind, labels, key };
  return Object.assign((where: Where<L> = {}) => select(family, where), family);
}

/** A series that only grows, but for resets. */
export const counter = <const L extends Labels>(name: string, labels: L, key: readonly (keyof L & string)[]) =>
  metric("counter", name, labels, key);

/** A series that goes up and down. */
export const gauge = <const L extends Labels>(name: string, labels: L, key: readonly (keyof L & string)[]) =>
  metric("gauge", name, labels, key);

/** A classic histogram: three families of series. */
export const histogram = <const L extends Labels>(name: string, labels: L, key: readonly (keyof L & string)[]) => ({
  bucket: metric("bucket", `${name}_bucket`, { ...labels, le: open } as L & { readonly le: typeof open }, [
    ...key,
    "le",
  ]),
  count: metric("counter", `${name}_count`, labels, key),
  sum: metric("counter", `${name}_sum`, labels, key),
});

/** A summary: quantiles that the program itself computed, which cannot be aggregated, and two counters. */
export const summary = <const L extends Labels>(name: string, labels: L, key: readonly (keyof L & string)[]) => ({
  quantile: metric("gauge", name, { ...labels, quantile: open } as L & { readonly quantile: typeof open }, [
    ...key,
    "quantile",
  ]),
  count: metric("counter", `${name}_count`, labels, key),
  sum: metric("counter", `${name}_sum`, labels, key),
});

/** Where a contract's series were seen. */
export interface Source {
  /** The exporter, or `documentation` where nothing was recorded. */
  readonly program: string;
  readonly version: string;
  /** The image's repository, without tag. */
  readonly image?: string;
  /** Flags that decide which series there are. */
  readonly flags: readonly string[];
  /** What the exporter spoke of, with its version. */
  readonly backend?: string;
}

function select(family: Family, where: Readonly<Record<string, Matcher<string> | undefined>>): Selector {
  const matchers: string[] = [];
  const fixed: string[] = [];
  for (const [label, matcher] of Object.entries(where)) {
    if (matcher === undefined) continue;
    if (typeof matcher === "string") fixed.push(label);
    matchers.push(
      typeof matcher === "string" ? `${label}=${quote(matcher)}` : label + matcher.operator + quote(matcher.value),
    );
  }
  return {
    selector: matchers.length === 0 ? family.series : `${family.series}{${matchers.join(", ")}}`,
    family,
    fixed,
  };
}
