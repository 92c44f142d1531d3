import type { Source } from "../../../lib/promql/metric.ts";
import { familiesOf, type RecordedFamily } from "./families.ts";
import { keyOf } from "./key.ts";
import { ownership } from "./ownership.ts";
import { type Recording, type Series, seriesOf } from "./recording.ts";
import type { Reviewed } from "./reviewed.ts";

/** What a family's samples are, by the function that declares it. */
export type FamilyKind = "counter" | "gauge" | "histogram" | "summary";

/** The closed list of a label's values, or `open`. */
export type LabelValues = "open" | readonly string[];

/** A family of series as a contract declares it. */
export interface ContractFamily {
  readonly kind: FamilyKind;
  readonly name: string;
  /** What the program says of it; for what was not recorded, also its source. */
  readonly help: string;
  /** Labels besides the target's, and `le` or `quantile`. */
  readonly labels: ReadonlyMap<string, LabelValues>;
  /** Labels that tell its series apart, in the target's labels and its own. */
  readonly key: readonly string[];
}

/** All series of one component: the content of one file of `imports/metrics`. */
export interface Contract {
  readonly source: Source;
  /** Labels that all of its series carry from their target. */
  readonly target: readonly string[];
  /** By name. */
  readonly families: readonly ContractFamily[];
}

/** A family that no recording shows, from a source that somebody has read. */
export interface Supplement {
  readonly name: string;
  readonly kind: FamilyKind;
  readonly help: string;
  /** Its own labels; those of its target are added. */
  readonly labels: readonly string[];
  /** Its own labels that tell its series apart; all where left out. */
  readonly key?: readonly string[];
  /** Where it is defined, and why it cannot be provoked. */
  readonly source: string;
}

/** What a recording says, with what was reviewed by hand. */
export function contractOf(
  source: Source,
  recording: Recording,
  reviewed: Reviewed,
  supplements: readonly Supplement[],
): Contract {
  const series = seriesOf(recording);
  const own = ownership(recording.targets);
  const recorded = familiesOf(series, recording.descriptions, reviewed);
  const target = commonLabels(recorded, recording.targets);
  const families = recorded.map((family) => {
    const labels = labelsOf(family, reviewed);
    return {
      kind: family.kind,
      name: family.name,
      help: family.help,
      labels: new Map(
        labels
          .filter((label) => !target.includes(label))
          .map((label) => [label, valuesOf(family, label, reviewed)] as const),
      ),
      key: keyOf(family, labels, own, recording.snapshots, reviewed),
    };
  });
  const supplemented = supplements.map((each) => supplementary(each, target, recorded));
  return { source, target, families: [...families, ...supplemented].sort(byName) };
}

/** All labels of a family's series, sorted. */
function labelsOf({ name, series }: RecordedFamily, { further }: Reviewed): string[] {
  const more = further.filter(({ family }) => family.test(name)).flatMap(({ labels }) => labels);
  return [...new Set([...series.flatMap((each) => Object.keys(each)), ...more])].sort();
}

/** Labels of targets that every series has. */
function commonLabels(families: readonly RecordedFamily[], targets: readonly Series[]): string[] {
  const all = families.flatMap(({ series }) => series);
  return [...new Set(targets.flatMap((target) => Object.keys(target)))]
    .filter((label) => all.every((series) => label in series))
    .sort();
}

function valuesOf({ name, series }: RecordedFamily, label: string, { closed }: Reviewed): LabelValues {
  const list = closed.find((entry) => entry.label === label && entry.family.test(name))?.values;
  if (list === undefined) return "open";
  const stranger = series.map((each) => each[label]).find((value) => value !== undefined && !list.includes(value));
  if (stranger !== undefined)
    throw new Error(
      `${name}: ${label}="${stranger}" was recorded; reviewed.ts lists ${list.join(", ")}: mend the list`,
    );
  return list;
}

function supplementary(
  { name, kind, help, labels, key, source }: Supplement,
  target: readonly string[],
  recorded: readonly RecordedFamily[],
): ContractFamily {
  if (recorded.some((family) => family.name === name))
    throw new Error(`${name} was recorded; supplement.ts lists it too: remove it there`);
  const instance = ["node", "instance"].find((label) => target.includes(label));
  return {
    kind,
    name,
    help: `${help} Not recorded: ${source}`,
    labels: new Map([...labels].sort().map((label) => [label, "open"] as const)),
    key: [...new Set([...(instance ? [instance] : []), ...(key ?? labels)])].sort(),
  };
}

const byName = (one: { readonly name: string }, other: { readonly name: string }) =>
  one.name < other.name ? -1 : one.name > other.name ? 1 : 0;
