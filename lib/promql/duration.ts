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
