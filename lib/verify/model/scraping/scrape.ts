import { absent, canBeAbsent, either, type Values } from "../expressions/values.ts";
import { nameOf } from "../manifest.ts";
import { portsOf } from "../network/discovery.ts";
import type { Pods } from "../pods/pod.ts";
import { drops, type Labelled, relabelled, type Step, valuesOf } from "./relabelling.ts";
import type { Candidate, Place, Target } from "./target.ts";

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
  const isMoved = steps.some(({ target }) => target === "__address__");
  const targets = candidates.flatMap(({ labels, ...place }): Target[] => {
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
        ...(isMoved ? moved(place, withJob, steps) : place),
        path: one("__metrics_path__", "/metrics"),
        scheme: one("__scheme__", "http"),
        labels: own,
        job: valuesOf(own, "job"),
      },
    ];
  });
  // Whoever is sent to one port of a pod from each of its ports is scraped once.
  return isMoved ? [...new Map(targets.map((target) => [identityOf(target), target])).values()] : targets;
}

const identityOf = ({ pods, port, outside, path, scheme, labels }: Target): string =>
  JSON.stringify([pods && nameOf(pods.owner), port, outside, path, scheme, [...labels.labels].sort()]);

/** Where a target is whose address is rewritten: another port of the pods, which annotations name, or somewhere else altogether. */
function moved(place: Place, labels: Labelled, steps: readonly Step[]): Place {
  const { pods, port, container, ...rest } = place;
  const before: Values =
    pods === undefined ? valuesOf(labels, "__address__") : [port === undefined ? itself : `${itself}:${port}`];
  const after = relabelled({ ...labels, labels: new Map(labels.labels).set("__address__", before) }, steps);
  const values = after === undefined ? "open" : valuesOf(after, "__address__");
  const [address, ...others] = values === "open" ? [] : values;
  if (address === undefined || others.length > 0) return pods === undefined ? place : { ...rest, pods };
  const [, host, number] = /^(.*?)(?::(\d+))?$/.exec(address) ?? [];
  if (pods === undefined || host !== itself) return { outside: address };
  const now = number === undefined ? port : Number(number);
  const declaring = portsOf(pods).find((each) => each.number === now)?.container ?? onlyOf(pods);
  return { ...rest, pods, ...(now !== undefined && { port: now }), ...(declaring && { container: declaring }) };
}

/** In place of the address of a pod, which nobody knows. */
const itself = "pod";

const onlyOf = ({ spec: { containers = [] } }: Pods) => (containers.length === 1 ? containers[0] : undefined);

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
