/** A time by the clock in Berlin, where the people live who want to sleep. */
export interface Moment {
  readonly environment: "staging" | "production";
  readonly at: string;
  readonly quiet: boolean;
  readonly why: string;
}

const inProduction = (at: string, quiet: boolean, why: string): Moment => ({
  environment: "production",
  at,
  quiet,
  why,
});
const inStaging = (at: string, quiet: boolean, why: string): Moment => ({ environment: "staging", at, quiet, why });

/** The edges of quiet hours, with the offset from UTC that Berlin has on that day. */
export const moments: readonly Moment[] = [
  inProduction("2026-11-25T19:59:59+01:00", false, "the last second of a Wednesday's work"),
  inProduction("2026-11-25T20:00:00+01:00", true, "the night begins"),
  inProduction("2026-11-25T23:59:59+01:00", true, "the last second of the day"),
  inProduction("2026-11-26T00:00:00+01:00", true, "the first second of the next"),
  inProduction("2026-11-26T06:59:59+01:00", true, "the night's last second"),
  inProduction("2026-11-26T07:00:00+01:00", false, "the night is over"),
  inProduction("2026-11-27T19:59:59+01:00", false, "Friday, before the weekend's first night"),
  inProduction("2026-11-28T12:00:00+01:00", true, "Saturday noon"),
  inProduction("2026-11-29T19:30:00+01:00", true, "Sunday evening"),
  inProduction("2026-11-30T06:59:59+01:00", true, "Monday before seven"),
  inProduction("2026-11-30T07:00:00+01:00", false, "Monday at seven"),
  inProduction("2026-07-01T06:59:59+02:00", true, "a summer's night ends an hour earlier in UTC"),
  inProduction("2026-07-01T07:00:00+02:00", false, "seven in summer"),
  inProduction("2026-07-01T20:00:00+02:00", true, "eight in the evening in summer"),
  inProduction("2026-03-30T07:00:00+02:00", false, "the first working day of summer time"),
  inProduction("2026-10-26T06:30:00+01:00", true, "the first working day of winter time, half past six"),
  inStaging("2026-11-25T18:59:59+01:00", false, "a minute before staging's night"),
  inStaging("2026-11-25T19:00:00+01:00", true, "staging's night begins"),
  inStaging("2026-11-26T07:59:59+01:00", true, "staging's night lasts until eight"),
  inStaging("2026-11-26T08:00:00+01:00", false, "eight in the morning"),
];
