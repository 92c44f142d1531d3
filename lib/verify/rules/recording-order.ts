import { cyclesOf, neededOf } from "../model/expressions/recording-order.ts";
import type { Rule } from "../rule.ts";

/** A rule of a group that asks for what the same group records after it. */
export const recordingOrder: Rule = {
  id: "recording-order",
  topic: "series",
  severity: "warning",
  sentence: "What a group's rules ask for, the same group does not record after them.",
  why: "Rules of a group run one after the other: this one sees the value of the evaluation before, and at first none.",
  remedy: "move the recording rule before those that ask for it",
  *check(cluster) {
    const inCycles = new Set(cyclesOf(cluster).flat());
    for (const [rule, needed] of neededOf(cluster)) {
      const { object, field, group, alert, record } = rule;
      const later = needed.filter(
        (other) => other.object === object && other.group === group && other.index > rule.index && !inCycles.has(other),
      );
      for (const name of new Set(later.map((other) => other.record)))
        yield {
          object,
          field: `${field}.expr (${alert ?? record})`,
          value: `${name}`,
          what: `group ${group} records it only after this rule has run`,
        };
    }
  },
};
