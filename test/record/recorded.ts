import { contractOf } from "../live/record/contract.ts";
import type { Described, Recording, Series } from "../live/record/recording.ts";
import type { Reviewed } from "../live/record/reviewed.ts";

/** A recording of one moment, from a target and series as text: `name{label="value"}`. */
export function recorded(
  target: Series,
  series: readonly string[],
  descriptions: Readonly<Record<string, Described>> = {},
  ...later: readonly (readonly string[])[]
): Recording {
  const snapshots = [series, ...later].map((moment) => moment.map((text) => ({ ...target, ...parse(text) })));
  return { targets: [target], descriptions: new Map(Object.entries(descriptions)), snapshots };
}

/** Tables in which nothing was reviewed, but for what a test needs. */
export const nothingReviewed: Reviewed = { closed: [], counters: [], descriptive: [], further: [] };

/** The contract of a recording, with a source that does not matter. */
export const contractOfRecording = (recording: Recording, reviewed: Partial<Reviewed> = {}) =>
  contractOf({ program: "test", version: "1", flags: [] }, recording, { ...nothingReviewed, ...reviewed }, []);

function parse(text: string): Series {
  const [, name = "", labels = ""] = /^([^{]+)(?:\{(.*)\})?$/.exec(text) ?? [];
  const pairs = [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, label, value]) => [label ?? "", value ?? ""] as const);
  return { __name__: name, ...Object.fromEntries(pairs) };
}
