import { mkdirSync } from "node:fs";
import { scrapeSeconds } from "../../../../lib/alerting/samples.ts";
import type { Recording } from "../../../../lib/promql/recording.ts";
import { storeRecordings, storeSamples } from "./blocks.ts";
import { neededBy } from "./history.ts";
import { dataOf, OwnPrometheus } from "./prometheus.ts";
import type { Story } from "./story.ts";

/** A story with the time at which its fault begins, on the grid of samples. */
export interface Placed {
  readonly story: Story;
  readonly faultAt: number;
}

/** Seconds of a story that are looked through for the moment from which its alert waits. */
export const searched = (story: Story): number => story.firesAt + 7200;

/**
 * Stores all stories up to and with a time, with what the recording rules make of them, and gives a Prometheus that has it all.
 *
 * Recording rules that build on others need these in the database, so there is a round for each level of them.
 */
export async function stage(
  folder: string,
  sets: readonly Placed[],
  recordings: readonly Recording[],
  end: number,
): Promise<OwnPrometheus> {
  mkdirSync(dataOf(folder), { recursive: true });
  const stored = sets.flatMap(({ story, faultAt }) => {
    const { past } = neededBy([story.told.alert.expr.expression], recordings);
    const first = faultAt - grid(past + 600);
    return story.series.map(({ name, labels, at }) => ({
      name,
      labels,
      samples: samples(first, end, (time) => at((time - faultAt) / scrapeSeconds)),
    }));
  });
  await storeSamples(dataOf(folder), folder, stored);
  const since = Math.min(...sets.map(({ faultAt }) => faultAt)) - 600;
  const needed = neededBy(
    sets.map(({ story }) => story.told.alert.expr.expression),
    recordings,
  ).recordings;
  const levels = [...new Set(needed.map(({ level }) => level))].sort((one, other) => one - other);
  for (const level of levels) {
    const prometheus = await OwnPrometheus.start({ folder });
    const rules = needed.filter((each) => each.level === level);
    for (const past of new Set(rules.map((each) => each.past)))
      await storeRecordings(
        { data: dataOf(folder), scratch: folder, prometheus: prometheus.url },
        rules.filter((each) => each.past === past),
        [since - grid(past), end],
      );
    await prometheus.stop();
  }
  return OwnPrometheus.start({ folder });
}

function* samples(first: number, end: number, at: (time: number) => number | undefined) {
  for (let time = first; time <= end; time += scrapeSeconds) {
    const value = at(time);
    if (value !== undefined) yield [time, value] as const;
  }
}

/** A duration as a multiple of the samples' interval. */
export const grid = (seconds: number): number => Math.ceil(seconds / scrapeSeconds) * scrapeSeconds;
