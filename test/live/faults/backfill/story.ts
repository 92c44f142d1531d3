import {
  type Case,
  type FiringCase,
  type Proof,
  type Series,
  type State,
  secondsOf,
} from "../../../../lib/alerting/cases.ts";
import { scrapeSeconds } from "../../../../lib/alerting/samples.ts";
import { seconds } from "../../../../lib/promql/duration.ts";
import type { Told } from "../minimum.ts";
import { exceptional } from "./exceptional.ts";

/** So many seconds after it fires a run waits for the end of a case. */
const patience = 840;

type Labels = Readonly<Record<string, string>>;

/** A series with its value at each step of `scrapeSeconds` since the fault began; none where its target is gone. */
export interface ToldSeries {
  readonly name: string;
  readonly labels: Labels;
  /** Whether it only grows, so that values between two steps lie between theirs. */
  readonly counts: boolean;
  readonly at: (step: number) => number | undefined;
}

/**
 * An alert's own first case at length: what was before it, the fault, and its end. Its series speak of something of their own, so that
 * many stories fit into one Prometheus.
 */
export class Story {
  /** The step from which all is well again, where the case itself does not end. */
  mendedAt: number | undefined;
  /** From this step gauges wait until the alert fires: a restart of Prometheus costs time that a case has not foreseen. */
  heldFrom: number | undefined;
  heldUntil: number | undefined;
  readonly series: readonly ToldSeries[];
  /** What the alert speaks of in this story. */
  readonly identity: Labels;
  /** When it fires in the case, which has less of a past; in seconds. */
  readonly firesAt: number;
  /** Whether the case goes on to a good end, soon enough to wait for it. */
  readonly ends: boolean;

  constructor(
    readonly told: Told,
    proof: Proof,
  ) {
    const { name } = told;
    const [fires] = proof.fires;
    const { withoutPast, silentBegins, mended, endsAfterSteps } = exceptional[name] ?? {};
    const silent = proof.staysSilent === "never" ? [] : proof.staysSilent;
    const well = (silentCase: Case) => (silentBegins ? silentCase.given.map(asItBegins) : asItEnds(silentCase));
    const past = beginsWell(fires) ? fires.given.map(asItBegins) : silent[0] ? well(silent[0]) : [];
    const mending = mended?.given(silent.map(well));
    const renamed = renamer(told, fires);
    const lines = joined(
      { before: withoutPast === undefined ? past : [], during: fires.given.map(asItBegins), after: mending ?? past },
      renamed,
    );
    this.firesAt = Math.min(...timesOf(fires, "firing"));
    const over = Math.min(...timesOf(fires, "silent").filter((time) => time > this.firesAt));
    this.ends = over - this.firesAt < patience;
    this.mendedAt = endsAfterSteps;
    this.identity = renamed(fires.labels);
    this.series = lines.map((line) => this.seriesOf(line));
  }

  private held(step: number): number {
    if (this.heldFrom === undefined || step <= this.heldFrom) return step;
    return this.heldFrom + Math.max(0, step - (this.heldUntil ?? step));
  }

  private seriesOf(line: Line): ToldSeries {
    const { name, labels, counts } = line;
    const steps = Math.ceil((this.firesAt + seconds("12h")) / scrapeSeconds);
    const fault = line.during?.series.samples(steps) ?? [];
    const { before, after } = line;
    // High enough that a counter is no less than nothing at the beginning of its past.
    const base = counts && before ? before.slope * ((seconds("3d") + seconds("12h")) / scrapeSeconds) : 0;
    const during = (step: number) => plus(fault[step], base);
    const last = (step: number): number => (step < 0 ? base : (during(step) ?? last(step - 1)));
    const at = (step: number): number | undefined => {
      if (step < 0) return before && (counts ? base : before.start) + before.slope * step;
      if (this.mendedAt === undefined || step < this.mendedAt) return during(counts ? step : this.held(step));
      const since = step - this.mendedAt;
      return (
        after && (counts ? last(this.mendedAt - 1) + after.slope * (since + 1) : after.start + after.slope * since)
      );
    };
    return { name, labels, counts, at };
  }
}

/** The same series in the parts of a story. */
interface Line {
  readonly name: string;
  readonly labels: Labels;
  readonly counts: boolean;
  before?: Lasting;
  during?: Lasting;
  after?: Lasting;
}

/** A series that goes on and on: where it is, and by how much it changes with each sample. */
export interface Lasting {
  readonly series: Series;
  readonly start: number;
  readonly slope: number;
}

type Part = "before" | "during" | "after";

function joined(parts: Readonly<Record<Part, readonly Lasting[]>>, renamed: (labels: Labels) => Labels): Line[] {
  const lines = new Map<string, Line>();
  for (const part of ["before", "during", "after"] as const)
    for (const lasting of parts[part]) {
      const { series: name, kind } = lasting.series.family;
      const labels = renamed(lasting.series.labels);
      const key = name + JSON.stringify(Object.entries(labels).sort());
      const line = lines.get(key) ?? { name, labels, counts: kind === "counter" || kind === "bucket" };
      line[part] = lasting;
      lines.set(key, line);
    }
  return [...lines.values()];
}

/** Whether a case shows for itself what was before the fault: until its alert waits, a series changes otherwise than at first. */
function beginsWell(fires: FiringCase): boolean {
  const begins = Math.min(...timesOf(fires, "pending"), ...timesOf(fires, "firing"));
  if (!timesOf(fires, "silent").some((time) => time < begins)) return false;
  const steps = Math.max(2, begins / scrapeSeconds + 1);
  return fires.given.some(({ samples }) => {
    const values = samples(steps);
    const { start, slope } = straight(values, 0);
    return values.some((value, step) => value === "stale" || Math.abs(value - start - slope * step) > 1e-6);
  });
}

const timesOf = ({ seen }: FiringCase, state: State): number[] =>
  Object.entries(seen).flatMap(([time, each]) => (each === state ? [secondsOf(time)] : []));

/** A series as if it had always been as in the beginning. */
const asItBegins = (series: Series): Lasting => ({ series, ...straight(series.samples(2), 0) });

/** Series of a case as they go on after it: those whose target is gone do not. */
function asItEnds({ given, seen }: Case): Lasting[] {
  const steps = Math.max(2, ...Object.keys(seen).map((time) => secondsOf(time) / scrapeSeconds));
  return given.flatMap((series) => {
    const values = series.samples(steps);
    return typeof values.at(-1) === "number" ? [{ series, ...straight(values, steps - 2) }] : [];
  });
}

/** The line through a value and the next. */
function straight(values: readonly (number | "stale")[], at: number): { start: number; slope: number } {
  const [one, next] = [values[at], values[at + 1]];
  const start = typeof one === "number" ? one : 0;
  return { start, slope: typeof next === "number" ? next - start : 0 };
}

const plus = (value: number | "stale" | undefined, base: number): number | undefined =>
  typeof value === "number" ? value + base : undefined;

/** Gives labels of the alert's identity values of the story's own; those that the expression makes stay. */
function renamer({ name, alert: { identity } }: Told, { given, labels }: FiringCase): (labels: Labels) => Labels {
  const own = new Set(identity.filter((label) => given.some((each) => each.labels[label] === labels[label])));
  return (all) =>
    Object.fromEntries(
      Object.entries(all).map(([label, value]) => [label, own.has(label) ? `${value}-${name}` : value]),
    );
}
