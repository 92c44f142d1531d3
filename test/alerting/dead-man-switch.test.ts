import fc from "fast-check";
import { expect, it } from "vitest";
import { deadManIntervals, shortestBeat } from "../../lib/alerting/dead-man-switch.ts";
import { seconds, toDuration } from "../../lib/promql/duration.ts";

it("beats every five minutes with a repeat interval of four", () => {
  expect(deadManIntervals("5m")).toEqual({ groupInterval: "1m", repeatInterval: "4m", minimumTimeout: "10m" });
});

it("keeps the beat: the repeat interval is whole group intervals, and one more is the beat", () => {
  fc.assert(
    fc.property(fc.integer({ min: seconds(shortestBeat) / 60, max: 1440 }), (minutes) => {
      const beat = toDuration(minutes * 60);
      const { groupInterval, repeatInterval, minimumTimeout } = deadManIntervals(beat);
      const [group, repeat] = [seconds(groupInterval), seconds(repeatInterval)];
      return (
        repeat >= group &&
        repeat % group === 0 &&
        repeat + group === minutes * 60 &&
        seconds(minimumTimeout) === 2 * (repeat + group)
      );
    }),
  );
});
