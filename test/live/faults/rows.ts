import type { Seen } from "./backfill/proof.ts";
import type { Fault } from "./fault.ts";
import type { Told } from "./minimum.ts";
import type { Outcome } from "./play.ts";
import type { LiveProof } from "./proof.ts";

export const madeColumns = [
  "alert",
  "what was done",
  "first message after",
  "at least",
  "over after the repair",
  "at least",
  "its end told after",
];

/** A line for each alert whose fault was made. */
export const madeRows = (
  made: readonly { readonly told: Told; readonly fault: Fault }[],
  outcomes: readonly Outcome[],
): string[][] =>
  made.map(({ told: { name, minimum }, fault }) => {
    const outcome = outcomes.find(({ alert }) => alert === name);
    const ends = fault.mend === undefined && fault.lasts === undefined;
    const least = ends ? "ended by itself" : whole(minimum.resolution);
    return [
      name,
      fault.what,
      whole(outcome?.told),
      whole(minimum.detection),
      whole(outcome?.over),
      outcome?.over === undefined ? "" : least,
      whole(outcome?.toldOver),
    ];
  });

export const storedColumns = ["alert", "fired after", "its `for`", "over after the repair", "at least", "why stored"];

/** A line for each alert that was seen on stored samples. */
export const storedRows = (
  stored: readonly { readonly told: Told; readonly proof: LiveProof }[],
  seen: readonly Seen[],
): string[][] =>
  stored.map(({ told: { name, minimum }, proof }) => {
    const found = seen.find(({ alert }) => alert === name);
    return [
      name,
      whole(found?.fired),
      whole(minimum.for),
      whole(found?.resolved),
      found?.resolved === undefined ? "" : found.endsByItself ? "ends by itself" : whole(minimum.resolution),
      proof.kind === "impossible" ? proof.because : `takes ${Math.ceil(minimum.detection / 60)} minutes at least`,
    ];
  });

const whole = (seconds: number | undefined): string => (seconds === undefined ? "" : String(Math.round(seconds)));
