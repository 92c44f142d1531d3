import fc from "fast-check";
import { expect, it } from "vitest";
import { seconds, toDuration, toGoDuration } from "../../lib/promql/duration.ts";
import type { Duration } from "../../lib/promql/promql.ts";

it.each<[Duration, number]>([
  ["15s", 15],
  ["90m", 5400],
  ["2h", 7200],
  ["30d", 2_592_000],
])("%s is %d seconds", (duration, expected) => expect(seconds(duration)).toBe(expected));

it.each(["", "5", "m", "1.5h", "-5m", "1e3s", "1h30m", "5 m", "5w"])("%j is no duration", (text) =>
  expect(seconds(text as Duration)).toBeNaN(),
);

it("writes whole seconds in the largest unit that divides them", () => {
  expect([0, 45, 60, 90, 7200, 86_400, 90_000].map(toDuration)).toEqual(["0s", "45s", "1m", "90s", "2h", "1d", "25h"]);
});

it("reads back what it writes", () => {
  fc.assert(fc.property(fc.nat(1e9), (whole) => seconds(toDuration(whole)) === whole));
});

it("writes days as hours for Go, and keeps the length", () => {
  expect(toGoDuration("5d")).toBe("120h");
  expect(toGoDuration("90m")).toBe("90m");
  const unit = fc.constantFrom("s", "m", "h", "d");
  fc.assert(
    fc.property(fc.nat(1e6), unit, (amount, each) => {
      const duration = `${amount}${each}` as Duration;
      return /^\d+[smh]$/.test(toGoDuration(duration)) && seconds(toGoDuration(duration)) === seconds(duration);
    }),
  );
});
