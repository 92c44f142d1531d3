import { setTimeout as pass } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { proveOnBackfilled } from "./faults/backfill/proof.ts";
import { storedFaults, watched } from "./faults/proven.ts";
import { storedColumns, storedRows } from "./faults/rows.ts";
import { report } from "./result.ts";

const minutes = 60_000;

/** Needs no cluster, so it runs beside everything that does. */
describe("alerts that nobody can wait for", () => {
  it("fire on stored samples", { timeout: 29 * minutes }, async () => {
    // To store their past takes all processors, which an installation needs for longer.
    await pass(1.5 * minutes);
    const stored = storedFaults();
    const seen = await proveOnBackfilled(
      stored.map(({ told }) => told),
      watched(),
    );
    expect(seen.flatMap(({ alert, faults }) => faults.map((fault) => `${alert}: ${fault}`))).toEqual([]);
    report("Alerts on stored samples", { columns: storedColumns, rows: storedRows(stored, seen) }, note);
  });
});

const note = `Alerts that take more than ten minutes, and those whose fault cannot be made on one node, fire in a Prometheus with the same
rules: their past is stored as blocks, it waits for the last minute of \`for\`, and it scrapes the end of the story. All times are in
seconds; where a story ends by itself, the time until that is counted since the alert fired.`;
