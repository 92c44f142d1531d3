import { selected } from "../../../promql/analysis.ts";
import type { Kind, Labels } from "../../../promql/metric.ts";
import type { Shape } from "../../../promql/shape.ts";
import type { Matcher } from "../../../promql/syntax/expression.ts";
import { lets } from "../expressions/expression.ts";
import { absent, type Values } from "../expressions/values.ts";
import { type Labelled, valuesOf } from "./relabelling.ts";

/** Some series of one name: scraped, recorded, or made by Prometheus itself. */
export interface Source {
  readonly labelled: Labelled;
  readonly kind: Kind;
  readonly key: readonly string[];
  readonly vague: boolean;
  /** Which labels tell its series apart is not sure. */
  readonly unsure?: boolean;
  readonly interval?: number;
}

/** What a selector selects, as one family. */
export interface Selection {
  readonly left: readonly Source[];
  readonly shape: Shape;
}

/** Labels of which nothing is known. */
export const anything: Labelled = { labels: new Map(), rest: () => "open" };

/** Labels that a rule sets itself; templates can become anything. */
export const fixedLabels = (labels: Readonly<Record<string, string>>): [string, Values][] =>
  Object.entries(labels).map(([label, value]) => [label, value.includes("{{") ? "open" : [value]]);

/** Series of which no more is known than what a selector fixes. */
export const unclear = (name: string | undefined, matchers: readonly Matcher[]): Shape => ({
  type: "vector",
  labels: new Set(),
  key: new Set(),
  more: true,
  kind: "unknown",
  fixed: fixedBy(matchers),
  ...(name !== undefined && { name }),
});

/** The labels that matchers fix to one value. */
export const fixedBy = (matchers: readonly Matcher[]) =>
  matchers.filter(({ operator }) => operator === "=").map(({ label }) => label);

/** Whether some series can match; a label may always be missing, and one that is missing matches the empty text. */
export function canMatch(matcher: Matcher, labelled: Labelled): boolean {
  const values = valuesOf(labelled, matcher.label);
  if (values === "open") return true;
  if (values !== absent && matcher.operator.startsWith("!") && matcher.value !== "") return true;
  return values.some((value) => lets(matcher, value));
}

/** All of them as one family. */
export function merged(name: string, sources: readonly Source[], matchers: readonly Matcher[]): Shape {
  const labels: Record<string, Labels[string]> = {};
  for (const { labelled } of sources)
    for (const [label, values] of labelled.labels)
      if (label !== "__name__" && (values === "open" || values.some((value) => value !== ""))) labels[label] = "open";
  const kinds = new Set(sources.map(({ kind }) => kind));
  const vague = sources.some(({ vague }) => vague);
  const keys = [...new Set(sources.flatMap(({ key }) => key))];
  const [kind = "unknown"] = kinds;
  const more =
    vague ||
    keys.some((label) => !(label in labels)) ||
    sources.some(({ labelled }) => labelled.rest("anything") === "open");
  return selected(
    {
      series: name,
      kind: kinds.size === 1 && !vague ? kind : "unknown",
      labels,
      key: keys,
      ...(more && { more: true as const }),
    },
    fixedBy(matchers),
  );
}
