import { cyclesOf } from "../model/expressions/recording-order.ts";
import type { Rule } from "../rule.ts";

/** Recording rules that ask for one another. */
export const recordingCycle: Rule = {
  id: "recording-cycle",
  topic: "series",
  severity: "error",
  sentence: "No recording rule depends, over others, on what it records itself.",
  why: "Each value is made of an older one of its own: it drifts, and once it has a gap it never comes back.",
  remedy: "compute one of them from what is scraped, or say offset where an older value is meant",
  *check(cluster) {
    for (const cycle of cyclesOf(cluster)) {
      const [first] = cycle;
      if (first?.record === undefined) continue;
      const others = cycle.slice(1).map(({ record = "" }) => record);
      yield {
        object: first.object,
        field: `${first.field}.expr (${first.record})`,
        value: first.record,
        what: `it depends on itself, over ${[...new Set(others)].join(", ")}`,
      };
    }
  },
};
