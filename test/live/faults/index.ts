import { afterAll, describe, expect, it } from "vitest";
import { installed, kubectl } from "../installed.ts";
import { progress } from "../progress.ts";
import { report } from "../result.ts";
import { clear, type Making, makeAll, prepare } from "./made/run.ts";
import type { Outcome } from "./play.ts";
import { madeFaults } from "./proven.ts";
import { madeColumns, madeRows } from "./rows.ts";

const minutes = 60_000;

let making: Making | undefined;

/** What faults are made of; all of it is well, so it may come while others look for what is not. */
export function faultsToBe(): void {
  describe.concurrent("faults, before they are made", () => {
    it("stand on what is well", async () => prepare(await installed()));
  });
}

/** A real fault for each alert that is soon enough; `before` is done a little over a minute before the last of their alerts should be over. */
export function faults(before: () => Promise<unknown>): void {
  describe("faults", () => {
    it("raise their alerts, which are over after the repair", { timeout: 25 * minutes }, async () => {
      making = makeAll(madeFaults(), await installed());
      await making.nearlyOver(75);
      await before();
      await making.over;
      // What becomes of the others says more of what is wrong.
      if (problems(making.outcomes).length > 0) await making.ended;
      expect(problems(making.outcomes)).toEqual([]);
    });
  });
}

/** Messages that faults are over take up to ten minutes more; other things may be done meanwhile. */
export function faultsThatWere(): void {
  describe.concurrent("faults, after their repair", () => {
    afterAll(() => clear(kubectl));

    it("have told each receiver once, and once more that they are over", async () => {
      await making?.ended;
      const outcomes = making?.outcomes ?? [];
      expect(problems(outcomes)).toEqual([]);
      const repeats = outcomes.flatMap(({ alert, repeats }) => repeats.map((each) => `${alert}: ${each}`));
      for (const each of repeats) progress(each);
      expect(repeats.length, `messages that several Alertmanagers sent: ${repeats.join("; ")}`).toBeLessThanOrEqual(
        mostRepeats,
      );
      expect(outcomes.length, "faults that were made").toBe(madeFaults().length);
      report(
        "Alerts for real faults",
        { columns: madeColumns, rows: madeRows(madeFaults(), outcomes) },
        `${note}${saidOf(repeats.length)}`,
      );
    });
  });
}

/** Without gossip every message would come from each Alertmanager. */
const mostRepeats = 2;

const saidOf = (repeats: number) =>
  repeats === 0
    ? "\nEvery message came once."
    : `\nAlertmanagers promise that a message comes at least once: ${repeats} came from more than one of them.`;

const problems = (outcomes: readonly Outcome[]): string[] =>
  outcomes.flatMap(({ alert, problems }) => problems.map((problem) => `${alert}: ${problem}`));

const note = `All times are in seconds. The least time until a message is a scrape, as much of a window as has to be filled from a healthy
past, an evaluation, \`for\` and the wait for the rest of a group; a fault that falls just before a scrape, or on something without a
past, is seen sooner. The least time until it is over is a scrape, an evaluation and what a window does not forget, after as small a fault as
there can be; a repair just before a scrape is seen sooner, too. A message that something is over waits for the next look of its group, every five or ten minutes. What ends by itself
counts as repaired when everybody has been told.`;
