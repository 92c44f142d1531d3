import type { RecordedFamily } from "./families.ts";
import { type Ownership, ownLabels } from "./ownership.ts";
import { identity, type Series } from "./recording.ts";
import type { Reviewed } from "./reviewed.ts";

/**
 * The labels that tell a family's series apart: its own, but for those that only describe, and what names its target.
 * A label that describes stays where the recording shows series that nothing else tells apart.
 */
export function keyOf(
  family: RecordedFamily,
  labels: readonly string[],
  ownership: Ownership,
  snapshots: readonly (readonly Series[])[],
  { descriptive, further }: Pick<Reviewed, "descriptive" | "further">,
): string[] {
  const own = new Set([
    ...family.series.flatMap((series) => ownLabels(series, ownership(series))),
    ...further.filter((entry) => entry.family.test(family.name)).flatMap((entry) => entry.labels),
  ]);
  const moments = momentsOf(family, snapshots);
  const named = [...new Set([...naming(family, own, ownership), ...own])].sort();
  // Several jobs can look at one thing: then its name is not enough.
  const full = [named, [...named, "job"].sort()].find((key) => tellsApart(key, moments)) ?? labels;
  const droppable = full.filter((label) =>
    descriptive.some((entry) => entry.family.test(family.name) && entry.labels.includes(label)),
  );
  let key = [...full];
  for (const label of droppable) {
    const shorter = key.filter((each) => each !== label);
    if (tellsApart(shorter, moments)) key = shorter;
  }
  return key;
}

/**
 * The label of the target that names it, where the series do not name something that is one in the whole cluster: a pod has one
 * node, so its series need no other name.
 */
function naming({ series }: RecordedFamily, own: ReadonlySet<string>, ownership: Ownership): string[] {
  if (own.has("namespace") && own.has("pod")) return [];
  const targets = series.map(ownership);
  if (!series.some((each) => "instance" in each)) return [];
  // An exporter of which there is one in the cluster is named as its job is.
  if (targets.every(({ instance, job }) => instance === job)) return [];
  // An agent that speaks of its node says so in both.
  return targets.every(({ instance, node }) => instance === node) ? ["node"] : ["instance"];
}

/** The family's series at each moment. */
function momentsOf({ stored }: RecordedFamily, snapshots: readonly (readonly Series[])[]): Series[][] {
  const names = new Set(stored);
  return snapshots.map((snapshot) => snapshot.filter(({ __name__ }) => names.has(__name__ ?? "")));
}

/** Buckets, quantiles, count and sum of one family are told apart by what they are. */
function tellsApart(key: readonly string[], moments: readonly (readonly Series[])[]): boolean {
  const labels = ["__name__", "le", "quantile", ...key];
  return moments.every((moment) => new Set(moment.map((series) => identity(series, labels))).size === moment.length);
}
