import type { Seen } from "./backfill/proof.ts";
import type { Told } from "./minimum.ts";
import type { Outcome } from "./play.ts";
import type { LiveProof } from "./proof.ts";

/** A line of the result for each alert. */
export function rows(
  alerts: readonly { readonly told: Told; readonly proof: LiveProof }[],
  outcomes: readonly Outcome[],
  seen: readonly Seen[],
): string[][] {
  return alerts.map(({ told: { name, minimum }, proof }) => {
    const outcome = outcomes.find(({ alert }) => alert === name);
    const stored = seen.find(({ alert }) => alert === name);
    const problems = outcome?.problems ?? stored?.faults ?? ["not run"];
    const why = proof.kind === "fault" ? proof.fault.what : proof.kind === "impossible" ? proof.because : "";
    return [
      name,
      proof.kind === "impossible"
        ? "backfilled samples; impossible here"
        : proof.kind === "fault"
          ? "fault"
          : "backfilled samples",
      whole(outcome?.told),
      whole(minimum.detection),
      whole(outcome?.over ?? stored?.resolved),
      whole(minimum.resolution),
      whole(outcome?.toldOver),
      [why, ...problems].filter((text) => text !== "").join("; "),
    ];
  });
}

const whole = (seconds: number | undefined): string => (seconds === undefined ? "" : String(Math.round(seconds)));
