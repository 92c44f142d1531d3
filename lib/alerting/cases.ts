import { durationSeconds } from "../promql/duration.ts";
import type { Family } from "../promql/metric.ts";
import type { Duration } from "../promql/promql.ts";
import type { Samples } from "./samples.ts";

export type State = "silent" | "pending" | "firing";

/** When in a case, since its first sample: `16m45s`. */
export type Time = Duration | `${number}m${number}s` | `${number}h${number}m` | `${number}h${number}m${number}s`;

/** Seconds since the first sample. */
export const secondsOf = (time: string): number => durationSeconds(time) ?? Number.NaN;

/** A series of a case: its family, all of its labels, and its samples. */
export interface Series {
  readonly family: Family;
  readonly labels: Readonly<Record<string, string>>;
  readonly samples: Samples;
}

/** These series take the alert through these states. */
export interface Case {
  readonly title: string;
  readonly given: readonly Series[];
  /**
   * What is seen when. Around a change stand the last sample before it and the first after it, fifteen seconds apart, so that a rule
   * that is one sample early or late is noticed.
   */
  readonly seen: Readonly<Record<Time, State>>;
  /**
   * How often rules are evaluated, where a case lasts for hours or days; samples come as often as ever.
   * @default as often as samples
   */
  readonly evaluatedEvery?: Duration;
}

/** A case in which the alert fires, once for each of these sets of labels. */
export interface FiringCase extends Case {
  readonly labels: Readonly<Record<string, string>>;
}

/** The proof of one alert. Variants follow from it: see `variants.ts`. */
export interface Proof {
  readonly fires: readonly [FiringCase, ...FiringCase[]];
  /** At least one just below the threshold; `never` where it always fires. */
  readonly staysSilent: readonly [Case, ...Case[]] | "never";
  /** What people read when the first firing case fires. */
  readonly says: { readonly summary: string; readonly description: string };
  /** It fires without any series: an absence alert, or one that always fires. */
  readonly firesWithoutSeries?: true;
  /** Variants that do not hold for this alert, with the reason. */
  readonly except?: Readonly<Partial<Record<Variant, string>>>;
}

export type Variant = "no series" | "missed scrape" | "counter reset" | "two replicas" | "two at once";

/** For each alert its proof: an alert without one does not compile. */
export type CasesOf<Alerts> = { readonly [Name in keyof Alerts]: Proof };
