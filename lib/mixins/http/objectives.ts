import { open } from "../../promql/metric.ts";
import { type Duration, type Expression, promql } from "../../promql/promql.ts";
import { type Recording, record } from "../../promql/recording.ts";
import { errorRatio, failureRate, requestRate, slowRate, timedRate, trafficPerSecond } from "./rules.ts";

const service = { namespace: open, service: open } as const;

/** What users are promised over thirty days: so many requests do not fail, so many are answered within the time. */
export const objectives = { answered: 0.999, inTime: 0.99 } as const;

/** A pace at which the budget of thirty days is spent: seen over a long window, and in a short one that tells that it still lasts. */
export interface Pace {
  readonly long: keyof typeof errorRatios;
  readonly short: keyof typeof errorRatios;
  /** 1 spends the budget in exactly thirty days. */
  readonly factor: number;
}

/** Two days' worth of budget in an hour, or a twentieth of it in six hours: somebody has to get up. */
export const fast = [
  { long: "1h", short: "5m", factor: 14.4 },
  { long: "6h", short: "30m", factor: 6 },
] as const satisfies readonly Pace[];

/** A tenth of the budget in three days: it can wait for the morning, not for the month's end. */
export const slow = { long: "3d", short: "6h", factor: 1 } as const satisfies Pace;

/** The share of bad requests at which a pace spends the budget of an objective; rounded, since 1 - 0.999 is not quite 0.001. */
export const shareAt = (objective: number, { factor }: Pace): number =>
  Number((factor * (1 - objective)).toPrecision(4));

// While nobody asks it is 0 / 0: not a number, so above no limit and on no graph.
const ratio = (bad: Recording, all: Recording, window: Duration) => promql`
  sum_over_time(${bad()}[${window}]) / sum_over_time(${all()}[${window}])`;
const errors = <const W extends Duration>(window: W) =>
  record(`service:http_requests:error_ratio${window}`, service, ratio(failureRate, requestRate, window));
const late = <const W extends Duration>(window: W) =>
  record(`service:http_requests:slow_ratio${window}`, service, ratio(slowRate, timedRate, window));

/** Share of requests that a service failed to answer, by window. */
export const errorRatios = {
  "5m": errorRatio,
  "30m": errors("30m"),
  "1h": errors("1h"),
  "6h": errors("6h"),
  "3d": errors("3d"),
} as const;

/** Share of requests that took too long, by window. */
export const slowRatios = {
  "5m": record("service:http_requests:slow_ratio5m", service, promql`${slowRate()} / ${timedRate()}`),
  "30m": late("30m"),
  "1h": late("1h"),
  "6h": late("6h"),
  "3d": late("3d"),
} as const;

/** A service whose bad requests spend the budget of an objective at this pace, with their share over the long window. */
export const spends = (
  ratios: typeof errorRatios | typeof slowRatios,
  objective: number,
  pace: Pace,
): Expression => promql`
  ${ratios[pace.long]()} > ${shareAt(objective, pace)}
    and ${ratios[pace.short]()} > ${shareAt(objective, pace)}
    and avg_over_time(${requestRate()}[${pace.long}]) > ${trafficPerSecond}`;

const daily = (name: "" | "_failed" | "_slow" | "_timed", rate: Recording) =>
  record(`service:http_requests${name}:rate1d`, service, promql`avg_over_time(${rate()}[1d])`);

/** Means of a day: thirty of them make a month without reading all of its samples. */
const days = {
  requests: daily("", requestRate),
  failed: daily("_failed", failureRate),
  timed: daily("_timed", timedRate),
  slow: daily("_slow", slowRate),
};

/** What is left of thirty days' budget, or of the time for which data are stored: 1 is all of it, below 0 the promise is broken. */
const left = (bad: Expression, all: Expression, objective: number) => promql`
  1 - ${bad} / (${all} > 0) / ${Number((1 - objective).toPrecision(4))}`;
const month = (day: Recording, where: Parameters<typeof requestRate>[0]) =>
  promql`sum_over_time(${day(where)}[30d:1d])`;

/** The share of failures that is left. */
export const errorBudget = (where: Parameters<typeof requestRate>[0]): Expression =>
  left(month(days.failed, where), month(days.requests, where), objectives.answered);

/** The share of slow answers that is left. */
export const latencyBudget = (where: Parameters<typeof requestRate>[0]): Expression =>
  left(month(days.slow, where), month(days.timed, where), objectives.inTime);

const { "5m": _, ...longerErrors } = errorRatios;

/** None builds on another. */
export const recordings = [...Object.values(longerErrors), ...Object.values(slowRatios), ...Object.values(days)];
