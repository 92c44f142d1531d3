import { absent, canBeAbsent, either, type Values } from "../expressions/values.ts";
import { drops, type Labelled, relabelled, type Step, valuesOf } from "./relabelling.ts";
import type { Candidate, Target } from "./target.ts";

/** How an object wants something scraped. */
export interface Scrape
  extends Pick<Target, "monitor" | "field" | "scrapers" | "interval" | "sampleLimit" | "honorLabels" | "metricSteps"> {
  readonly jobName: string;
  /** What happens to the labels of discovery. */
  readonly steps: readonly Step[];
}

/** What is left of candidates after relabelling. */
export function targetsAt(candidates: readonly Candidate[], { jobName, steps, ...scrape }: Scrape): readonly Target[] {
  const [first] = steps;
  const looksAtJob = first?.sources.includes("job") || first?.target === "job";
  return candidates.flatMap(({ labels, ...place }): Target[] => {
    // Most of what discovery finds is dropped by the first step: that is not copied.
    if (first && !looksAtJob && drops(labels, first)) return [];
    const withJob: Labelled = labels.labels.has("job")
      ? labels
      : { ...labels, labels: new Map(labels.labels).set("job", [jobName]) };
    const after = relabelled(withJob, steps);
    if (after === undefined) return [];
    const own = stored(after);
    const one = (label: string, otherwise: string) => {
      const values = valuesOf(after, label);
      return values === "open" ? otherwise : (values[0] ?? otherwise);
    };
    return [
      {
        ...scrape,
        ...place,
        path: one("__metrics_path__", "/metrics"),
        scheme: one("__scheme__", "http"),
        labels: own,
        job: valuesOf(own, "job"),
      },
    ];
  });
}

/** The labels that a target keeps: those of discovery go, and `instance` becomes its address where nothing else is said. */
function stored(after: Labelled): Labelled {
  const labels = new Map<string, Values>();
  for (const [label, values] of after.labels) if (!label.startsWith("__")) labels.set(label, values);
  const instance = valuesOf(after, "instance");
  if (canBeAbsent(instance) && instance !== "open")
    labels.set(
      "instance",
      either(
        instance.filter((value) => value !== ""),
        valuesOf(after, "__address__"),
      ),
    );
  return { labels, rest: (label) => (label.startsWith("__") ? absent : after.rest(label)) };
}
