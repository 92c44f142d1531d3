import { open } from "../../../promql/metric.ts";
import { absent, canBeThere, combinations, either, type Values } from "../expressions/values.ts";
import { anchored, expanded } from "../pattern.ts";

/** One step of Prometheus' relabelling. */
export interface Step {
  readonly action: string;
  readonly sources: readonly string[];
  readonly separator: string;
  readonly regex: string;
  readonly target: string;
  readonly replacement: string;
  readonly modulus: number;
}

/** Labels of a target or of some series, each with what it can be. */
export interface Labelled {
  readonly labels: ReadonlyMap<string, Values>;
  /** What a label that is not named can be. */
  readonly rest: (label: string) => Values;
}

/** Labels of which there are no others. */
export const exactly = (labels: ReadonlyMap<string, Values>): Labelled => ({ labels, rest: () => absent });

/** What a label can be. */
export const valuesOf = ({ labels, rest }: Labelled, label: string): Values => labels.get(label) ?? rest(label);

/** As custom resources write a step. */
export interface ResourceStep {
  readonly action?: string;
  readonly sourceLabels?: readonly string[];
  readonly separator?: string;
  readonly regex?: string | number;
  readonly targetLabel?: string;
  readonly replacement?: string;
  readonly modulus?: number;
}

export const step = (given: ResourceStep): Step => ({
  action: (given.action ?? "replace").toLowerCase(),
  sources: given.sourceLabels ?? [],
  separator: given.separator ?? ";",
  regex: String(given.regex ?? "(.*)"),
  target: given.targetLabel ?? "",
  replacement: given.replacement ?? "$1",
  modulus: given.modulus ?? 0,
});

/**
 * What Prometheus makes of labels; nothing where it surely drops them. Where values are open the result holds all that can come of
 * them.
 *
 * Source: github.com/prometheus/prometheus, model/relabel/relabel.go.
 */
export function relabelled(given: Labelled, steps: readonly Step[]): Labelled | undefined {
  // One copy, which every step changes: targets are many, and steps are.
  let labelled: Changing | undefined = { labels: new Map(given.labels), rest: given.rest };
  for (const each of steps) {
    if (labelled === undefined) return undefined;
    labelled = applied(labelled, each);
  }
  return labelled;
}

interface Changing extends Labelled {
  readonly labels: Map<string, Values>;
}

function applied(given: Changing, step: Step): Changing | undefined {
  switch (step.action) {
    case "replace":
      return replaced(given, step);
    case "keep":
    case "drop":
    case "keepequal":
    case "dropequal":
      return filtered(given, step);
    case "labeldrop":
    case "labelkeep":
      return pruned(given, step);
    case "labelmap":
      return mapped(given, step);
    case "lowercase":
    case "uppercase":
      return cased(given, step);
    case "hashmod":
      return withLabel(given, step.target, open);
    default:
      return given;
  }
}

function withLabel(given: Changing, label: string, values: Values): Changing {
  given.labels.set(label, values);
  return given;
}

/** Every combination of the sources' values, joined; nothing where one of them is open. */
const joined = (given: Labelled, { sources, separator }: Step) =>
  combinations(sources.map((source) => valuesOf(given, source)))?.map((row) => row.join(separator));

function replaced(given: Changing, step: Step): Changing {
  // A target with a reference names another label for each value.
  if (step.target.includes("$")) return { ...given, rest: () => open };
  const before = valuesOf(given, step.target);
  const pattern = anchored(step.regex);
  const texts = joined(given, step);
  if (pattern === undefined) return withLabel(given, step.target, open);
  if (texts === undefined) {
    if (cannotMatch(given, step)) return given;
    const fixed = step.replacement.includes("$") ? open : [step.replacement];
    return withLabel(given, step.target, matchesAll(step.regex) ? fixed : either(before, fixed));
  }
  const after = texts.map((text): Values => {
    const match = pattern.exec(text);
    return match === null ? before : [expanded(step.replacement, match)];
  });
  return withLabel(given, step.target, after.reduce(either));
}

/** Whether a pattern such as `Node;(.*)` asks for a first part that the first source never has. */
function cannotMatch(given: Labelled, { sources, separator, regex }: Step): boolean {
  const [first = ""] = sources;
  const values = valuesOf(given, first);
  const literal = /^\(?(\w+)\)?(\W)/.exec(regex);
  if (values === open || literal === null || literal[2] !== separator) return false;
  return !values.includes(literal[1] ?? "");
}

const matchesAll = (regex: string) => /^\(?\.\*\)?$/.test(regex);

/** Whether a step surely drops what has these labels. */
export const drops = (given: Labelled, step: Step): boolean =>
  /^(?:keep|drop)(?:equal)?$/.test(step.action) && passing(given, step)?.left.length === 0;

function filtered(given: Changing, step: Step): Changing | undefined {
  const found = passing(given, step);
  if (found === undefined) return given;
  const { names, rows, left } = found;
  if (left.length === 0) return undefined;
  if (left.length === rows.length) return given;
  names.forEach((name, index) => {
    given.labels.set(name, [...new Set(left.map((row) => row[index] ?? ""))]);
  });
  return given;
}

/** What a step that keeps or drops looks at: labels, all combinations of their values, and those that it leaves. */
interface Passing {
  readonly names: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly left: readonly (readonly string[])[];
}

/** Nothing where nobody can tell. */
function passing(given: Labelled, step: Step): Passing | undefined {
  const { sources, action, target } = step;
  const keeps = action === "keep" || action === "keepequal";
  const byPattern = action === "keep" || action === "drop";
  const pattern = anchored(step.regex);
  const names = byPattern ? sources : [...sources, target];
  const rows = combinations(names.map((name) => valuesOf(given, name)));
  if (rows === undefined || (byPattern && pattern === undefined)) return undefined;
  const holds = (row: readonly string[]) =>
    byPattern ? (pattern?.test(row.join(step.separator)) ?? true) : row.slice(0, -1).join(";") === row.at(-1);
  return { names, rows, left: rows.filter((row) => holds(row) === keeps) };
}

function pruned(given: Changing, { action, regex }: Step): Changing {
  const pattern = anchored(regex);
  if (pattern === undefined) return given;
  const goes = (label: string) => pattern.test(label) === (action === "labeldrop");
  const labels = new Map([...given.labels].map(([label, values]) => [label, goes(label) ? absent : values] as const));
  return { labels, rest: (label) => (goes(label) ? absent : given.rest(label)) };
}

function mapped(given: Changing, { regex, replacement }: Step): Changing {
  const pattern = anchored(regex);
  if (pattern === undefined) return { ...given, rest: () => open };
  const labels = new Map(given.labels);
  for (const [label, values] of given.labels) {
    const match = canBeThere(values) ? pattern.exec(label) : null;
    if (match !== null) labels.set(expanded(replacement, match), values);
  }
  // Labels that are not known may be mapped to any name.
  const any = [...unnamed, regex.replace(/\(?\.[+*]\)?/g, "any")].filter((label) => label !== regex);
  const hidden = any.some((label) => pattern.test(label) && canBeThere(given.rest(label)));
  return { labels, rest: hidden ? () => open : given.rest };
}

/** What users name: labels and annotations of objects that discovery finds. */
const unnamed = ["pod", "service", "node", "namespace", "ingress", "endpoints", "endpointslice"].flatMap((kind) =>
  ["label", "annotation"].map((what) => `__meta_kubernetes_${kind}_${what}_any`),
);

function cased(given: Changing, step: Step): Changing {
  const texts = joined(given, step);
  const change = (text: string) => (step.action === "lowercase" ? text.toLowerCase() : text.toUpperCase());
  return withLabel(given, step.target, texts === undefined ? open : [...new Set(texts.map(change))]);
}
