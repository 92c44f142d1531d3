import { execFileSync } from "node:child_process";
import { afterAll, describe, expect, it } from "vitest";
import type { Cluster } from "../../../lib/environments/environment.ts";
import { production } from "../../../lib/environments/production.ts";
import { live } from "../environment.ts";
import { installed, kubectl } from "../installed.ts";
import { report } from "../result.ts";
import { proveOnBackfilled, type Seen } from "./backfill/proof.ts";
import { clear, makeAll } from "./made/run.ts";
import { alertsOf, type Told } from "./minimum.ts";
import type { Outcome } from "./play.ts";
import { type LiveProof, proofsOf } from "./proof.ts";
import { rows } from "./rows.ts";

const minutes = 60_000;

/** Every alert seen: its fault made in the cluster, or its samples stored as if it had been. */
export function faults(): void {
  describe.concurrent("faults", () => {
    let outcomes: readonly Outcome[] = [];
    let seen: readonly Seen[] = [];

    afterAll(async () => {
      report("Alerts", { columns, rows: rows(provenAlerts(), outcomes, seen) }, note);
      await clear(kubectl);
    });

    it("tells of each fault once, and that it is over", { timeout: 28 * minutes }, async () => {
      const made = provenAlerts().flatMap(({ told, proof }) =>
        proof.kind === "fault" ? [{ told, fault: proof.fault }] : [],
      );
      outcomes = await makeAll(made, await installed());
      expect(outcomes.flatMap(({ alert, problems }) => problems.map((problem) => `${alert}: ${problem}`))).toEqual([]);
    });

    it("fires on backfilled samples where nobody can wait so long", { timeout: 28 * minutes }, async (context) => {
      if (!hasPrometheus())
        context.skip("there is no prometheus on the path: alerts of more than ten minutes are not proven");
      const alerts = provenAlerts().flatMap(({ told, proof }) => (proof.kind === "fault" ? [] : [told]));
      seen = await proveOnBackfilled(alerts, live(anyCluster));
      expect(seen.flatMap(({ alert, faults }) => faults.map((fault) => `${alert}: ${fault}`))).toEqual([]);
    });
  });
}

/** Rules and routes do not depend on it. */
const anyCluster: Cluster = production.cluster;

const provenAlerts = (): { told: Told; proof: LiveProof }[] =>
  alertsOf(live(anyCluster)).flatMap((told) =>
    proofsOf(told)
      .slice(0, 1)
      .map((proof) => ({ told, proof })),
  );

const columns = [
  "alert",
  "proven by",
  "seconds until the first message",
  "at least",
  "seconds from repair to its end",
  "at least",
  "told after repair",
  "remarks",
];

const note =
  "The least time until a message is a scrape, as much of a window as has to be filled from a healthy past, an evaluation, `for` and the wait for the rest of a group; a fault that falls just before a scrape, or on something without a past, is seen sooner. Messages that something is over wait for the group's interval. Alerts that take more than ten minutes fire on blocks of stored samples in a Prometheus with the same rules, which waits for the last minute of their `for` and then scrapes the end of the story.";

function hasPrometheus(): boolean {
  try {
    execFileSync("prometheus", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
