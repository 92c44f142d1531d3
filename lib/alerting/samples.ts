import { seconds } from "../promql/duration.ts";
import type { Duration } from "../promql/promql.ts";

/** Samples in a case come as often as in production. */
export const scrapeSeconds = 15;

/** A value that holds for a time; the last one holds to the end of the case. */
type Step = number | readonly [value: number, during: Duration];

/** The samples of a series over the time of a case, one every `scrapeSeconds`; `stale` where its target did not answer. */
export type Samples = (count: number) => (number | "stale")[];

/** A gauge's values: `holds([0.9, "1h"], 0.1)`. */
export const holds =
  (...steps: readonly [Step, ...Step[]]): Samples =>
  (count) =>
    perSample(steps, count);

/** A counter that grows so much a second: `grows([10, "1h"], 0)`. */
export const grows =
  (...steps: readonly [Step, ...Step[]]): Samples =>
  (count) => {
    let total = 0;
    return perSample(steps, count).map((perSecond, index) => {
      if (index > 0) total += perSecond * scrapeSeconds;
      return total;
    });
  };

/** From the first sample on, which grows by nothing, a counter grows for so long to have grown in half of five minutes. */
export const halfOfFiveMinutes: Duration = "165s";

/** A gauge that changes steadily, for a time or to the end: `climbs(0.6, 0.05)` begins at 0.6 and is 0.65 an hour later. */
export const climbs =
  (from: number, perHour: number, during?: Duration): Samples =>
  (count) =>
    Array.from({ length: count }, (_, index) => {
      const passed = Math.min(index * scrapeSeconds, during === undefined ? Infinity : seconds(during));
      return from + (perHour * passed) / 3600;
    });

/** The target is gone after so long, and its series with it. */
export const ends =
  (samples: Samples, after: Duration): Samples =>
  (count) =>
    samples(count).map((value, index) => (index * scrapeSeconds < seconds(after) ? value : "stale"));

function perSample(steps: readonly Step[], count: number): number[] {
  const values: number[] = [];
  for (const step of steps) {
    const [value, during] = typeof step === "number" ? [step, undefined] : step;
    const end = during === undefined ? count : values.length + seconds(during) / scrapeSeconds;
    while (values.length < Math.min(end, count)) values.push(value);
  }
  const last = values.at(-1) ?? 0;
  while (values.length < count) values.push(last);
  return values;
}

/** The series restarts from zero in the middle, as the counters of a program that was restarted. */
export const reset =
  (samples: Samples): Samples =>
  (count) => {
    const values = samples(count);
    const middle = Math.floor(count / 2);
    const before = values[middle] ?? 0;
    return values.map((value, index) =>
      index <= middle || value === "stale" || before === "stale" ? value : value - before,
    );
  };

/** One scrape fails: Prometheus marks all series of the target as gone at once. */
export const missing =
  (samples: Samples, at: number): Samples =>
  (count) =>
    samples(count).map((value, index) => (index === at ? "stale" : value));

/** In promtool's notation; runs of equal steps become `a+bxn`, and what is gone is said once, which keeps files small. */
export function print(values: readonly (number | "stale")[]): string {
  const parts: string[] = [];
  for (let at = 0; at < values.length; ) {
    const first = values[at];
    const step = stepAt(values, at);
    const goesOn = (index: number) =>
      typeof first === "number" ? stepAt(values, index - 1) === step : values[index] === first;
    let end = at + 1;
    while (end < values.length && goesOn(end)) end += 1;
    const more = end - at - 1;
    if (more === 0) parts.push(String(first));
    else if (first === "stale") parts.push(`stale _x${more}`);
    else parts.push(`${first}${step < 0 ? step : `+${step}`}x${more}`);
    at = end;
  }
  return parts.join(" ");
}

/** The difference to the next sample; not a number, which equals nothing, where there is none. */
function stepAt(values: readonly (number | "stale")[], at: number): number {
  const [one, next] = [values[at], values[at + 1]];
  return typeof one === "number" && typeof next === "number" ? next - one : Number.NaN;
}
