import type { Duration } from "./promql.ts";

const secondsIn = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

/** A duration in seconds; not a number where the text is none that Prometheus reads (it knows no fractions). */
export function seconds(duration: Duration): number {
  const [, amount = "", unit = "s"] = /^(\d+)([smhd])$/.exec(duration) ?? ["", "NaN"];
  return Number(amount) * secondsIn[unit as keyof typeof secondsIn];
}

/** Whole seconds as a duration, in the largest unit that divides them. */
export function toDuration(whole: number): Duration {
  const unit = (["d", "h", "m"] as const).find((each) => whole > 0 && whole % secondsIn[each] === 0) ?? "s";
  return `${whole / secondsIn[unit]}${unit}`;
}

/** The duration for programs that read Go's notation, which knows no days: `5d` is `120h`. */
export const toGoDuration = (duration: Duration): Duration =>
  duration.endsWith("d") ? `${seconds(duration) / secondsIn.h}h` : duration;

/** Any duration of PromQL in seconds, `1h30m` and `500ms` among them; nothing where the text is none, or one of Grafana's variables. */
export function durationSeconds(text: string): number | undefined {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  if (!/^(\d+(ms|[smhdwy]))+$/.test(text)) return undefined;
  let sum = 0;
  for (const [, amount = "", unit = "s"] of text.matchAll(/(\d+)(ms|[smhdwy])/g))
    sum += Number(amount) * (unitSeconds[unit] ?? 0);
  return sum;
}

const unitSeconds: Readonly<Record<string, number>> = { ...secondsIn, ms: 0.001, w: 604_800, y: 31_536_000 };
