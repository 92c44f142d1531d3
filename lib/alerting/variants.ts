import type { Alert } from "./alert.ts";
import { type Case, type FiringCase, type Proof, type Series, type State, secondsOf, type Variant } from "./cases.ts";
import { missing, reset, scrapeSeconds } from "./samples.ts";

/** A case with the sets of labels that fire in it. */
export interface RunnableCase extends Case {
  readonly firing: readonly Readonly<Record<string, string>>[];
}

/** All cases of an alert: those that stand beside it, and what follows from each that fires. */
export function casesOf(alert: Alert, proof: Proof): RunnableCase[] {
  // A long case is about its windows: what follows from the others holds for it, too.
  const asOftenAsSamples = proof.fires.filter(({ evaluatedEvery }) => evaluatedEvery === undefined);
  const derived = (asOftenAsSamples.length > 0 ? asOftenAsSamples : proof.fires)
    .map(untilItFires)
    .flatMap((fires) =>
      (Object.keys(variants) as Variant[])
        .filter(
          (variant) => proof.except?.[variant] === undefined && !(variant === "no series" && proof.firesWithoutSeries),
        )
        .flatMap((variant) =>
          variants[variant](fires, alert).map((each) => ({ ...each, title: `${fires.title}; ${variant}` })),
        ),
    );
  const fires = proof.fires.map((each) => ({ ...each, firing: [each.labels] }));
  const silent = (proof.staysSilent === "never" ? [] : proof.staysSilent).map((each) => ({ ...each, firing: [] }));
  return [...fires, ...silent, ...derived];
}

const variants: Readonly<Record<Variant, (fires: FiringCase, alert: Alert) => RunnableCase[]>> = {
  "no series": (fires) => [{ ...fires, given: [], seen: mapStates(fires.seen, () => "silent"), firing: [] }],

  // In the last minute before each time at which it must fire: it neither resolves nor starts anew.
  "missed scrape": (fires) => {
    const firing = Object.entries(fires.seen).find(([, state]) => state === "firing")?.[0];
    if (firing === undefined) return [];
    const at = secondsOf(firing) / scrapeSeconds - 1;
    const given = fires.given.map((each) => ({ ...each, samples: missing(each.samples, at) }));
    return [{ ...fires, given, firing: [fires.labels] }];
  },

  "counter reset": (fires) => {
    const counts = ({ family }: Series) => family.kind === "counter" || family.kind === "bucket";
    if (!fires.given.some(counts)) return [];
    const given = fires.given.map((each) => (counts(each) ? { ...each, samples: reset(each.samples) } : each));
    return [{ ...fires, given, firing: [fires.labels] }];
  },

  // The same target twice: still one alert, and no match of many to many.
  "two replicas": (fires, { identity }) => {
    const apart = ["pod", "instance"].filter((label) => !identity.includes(label));
    const twins = fires.given.map((each) => relabelled(each, apart)).filter((each) => each !== undefined);
    return twins.length === 0 ? [] : [{ ...fires, given: [...fires.given, ...twins], firing: [fires.labels] }];
  },

  // Two of what the alert speaks of: one alert each, rightly named.
  "two at once": (fires, { identity }) => {
    const others = fires.given.map((each) => relabelled(each, [...identity])).filter((each) => each !== undefined);
    if (identity.length === 0 || others.length === 0) return [];
    // An expression may make labels of its own, which no series has.
    const changes = (label: string, value: string) =>
      identity.includes(label) && fires.given.some((each) => each.labels[label] === value);
    const labels = Object.fromEntries(
      Object.entries(fires.labels).map(([label, value]) => [label, changes(label, value) ? other(value) : value]),
    );
    return [{ ...fires, given: [...fires.given, ...others], firing: [fires.labels, labels] }];
  },
};

/** Once is enough to see that it resolves; what promtool takes goes by the length of a case. */
function untilItFires(fires: FiringCase): FiringCase {
  const times = Object.entries(fires.seen).sort(([one], [two]) => secondsOf(one) - secondsOf(two));
  const first = times.findIndex(([, state]) => state === "firing");
  return { ...fires, seen: Object.fromEntries(times.slice(0, first + 1)) };
}

const other = (value: string) => `${value}-other`;

function relabelled(series: Series, labels: readonly string[]): Series | undefined {
  const changed = labels.filter((label) => series.labels[label] !== undefined);
  if (changed.length === 0) return undefined;
  return {
    ...series,
    labels: {
      ...series.labels,
      ...Object.fromEntries(changed.map((label) => [label, other(series.labels[label] ?? "")])),
    },
  };
}

const mapStates = (seen: Case["seen"], to: (state: State) => State): Case["seen"] =>
  Object.fromEntries(Object.entries(seen).map(([time, state]) => [time, to(state)]));
