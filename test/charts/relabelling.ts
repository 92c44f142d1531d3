import {
  exactly,
  type ResourceStep,
  relabelled as relabelledAny,
  step,
} from "../../lib/verify/model/scraping/relabelling.ts";

/** A target or a series by its labels. */
export type Series = Readonly<Record<string, string>>;

/** What Prometheus makes of it, `undefined` where it drops it. */
export function relabelled(series: Series, steps: readonly ResourceStep[]): Series | undefined {
  const given = new Map(Object.entries(series).map(([label, value]) => [label, [value]]));
  const labels = relabelledAny(exactly(given), steps.map(step))?.labels;
  // An empty label is none.
  return labels && Object.fromEntries([...labels].flatMap(([label, [value]]) => (value ? [[label, value]] : [])));
}
