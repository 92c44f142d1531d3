import { describe, expect, it } from "vitest";
import { production } from "../lib/environments/production.ts";
import { live } from "./live/environment.ts";
import { exceptional } from "./live/faults/backfill/exceptional.ts";
import { Story } from "./live/faults/backfill/story.ts";
import { faults } from "./live/faults/made/index.ts";
import { alertsOf } from "./live/faults/minimum.ts";
import { impossible, proofsOf } from "./live/faults/proof.ts";
import { Soonest } from "./live/faults/soonest.ts";
import { proofs } from "./mixins/proofs.ts";

const alerts = alertsOf(live(production.cluster));
const names = alerts.map(({ name }) => name);

describe("live proofs", () => {
  it("has just one for each alert: a fault, backfilled samples, or a reason why it cannot be", () => {
    const wrong = alerts
      .map((told) => ({
        name: told.name,
        kinds: proofsOf(told).map(({ kind }) => kind),
        least: told.minimum.detection,
      }))
      .filter(({ kinds }) => kinds.length !== 1);
    expect(
      wrong.map(({ name, kinds, least }) =>
        kinds.length === 0
          ? `${name} has none, and is heard of after ${least} s: add its fault to a file of test/live/faults/made, or say in \`impossible\` of test/live/faults/proof.ts why it cannot be made`
          : `${name} has ${kinds.join(" and ")}: keep one, in test/live/faults/made or in \`impossible\` of test/live/faults/proof.ts`,
      ),
    ).toEqual([]);
  });

  it("speaks of alerts that there are", () => {
    const spoken = [...faults.map(({ alert }) => alert), ...Object.keys(impossible), ...Object.keys(exceptional)];
    expect(spoken.filter((name) => !names.includes(name))).toEqual([]);
  });

  it("makes each fault for the whole identity of its alert", () => {
    const wrong = faults.filter(({ alert, labels }) => {
      const identity = alerts.find(({ name }) => name === alert)?.alert.identity ?? [];
      return identity.toSorted().join() !== Object.keys(labels).sort().join();
    });
    expect(wrong.map(({ alert }) => alert)).toEqual([]);
  });

  it("never lets a counter fall over the whole of a story", () => {
    const falling = alerts.flatMap((told) => {
      const proof = proofs[told.mixin.name]?.[told.name];
      if (proof === undefined || proofsOf(told)[0]?.kind === "fault") return [];
      const story = new Story(told, proof);
      if (!story.ends) story.mendedAt = Math.ceil(story.firesAt / 15) + 2;
      const steps = Array.from({ length: 400 }, (_, index) => index - 200);
      return story.series
        .filter(
          ({ counts, at }) => counts && steps.some((step) => (at(step) ?? 0) > (at(step + 1) ?? Number.MAX_VALUE)),
        )
        .map(({ name }) => `${told.name}: ${name}`);
    });
    expect(falling).toEqual([]);
  });
});

describe("the least time until somebody hears of an alert", () => {
  const soonest = new Soonest(
    new Map([
      ["service:errors:error_ratio5m", "rate(errors_total[5m]) / rate(requests_total[5m])"],
      ["service:requests:rate5m", "sum by (service) (rate(requests_total[5m]))"],
      ["service:latency:p90", "histogram_quantile(0.9, sum by (le) (rate(latency_bucket[5m])))"],
      ["database:lag_ratio", "lag / limit"],
      ["replica:behind_lag_seconds:max", "max by (instance) (lag_seconds)"],
    ]),
    15,
  );

  it.each([
    ["a gauge", "temperature > 30", 0],
    ["a share that has to fill its window", "avg_over_time(node:memory:used_ratio[5m]) > 0.9", 270],
    ["a share that has to empty it", "avg_over_time(cache:hit_ratio[5m]) < 0.9", 30],
    ["a ratio of rates", "service:errors:error_ratio5m > 0.05", 15],
    ["every sample of a window", "min_over_time(missing[5m]) > 0", 300],
    ["no sample of a window", "max_over_time(available[2m]) < 1", 120],
    ["any sample of a window", "max_over_time(waiting[5m]) > 0", 0],
    ["both of two", "min_over_time(one[5m]) > 0 and max_over_time(other[10m]) < 1", 600],
    ["one of two", "min_over_time(one[5m]) > 0 or max_over_time(other[10m]) < 1", 300],
    ["what is no longer there", "present_over_time(service:requests:rate5m[1d]) unless service:requests:rate5m", 285],
    ["one in ten that is slow", "service:latency:p90 > 1", 30],
    ["what cannot grow faster than time", "replica:behind_lag_seconds:max > 60", 60],
  ])("%s", (_, expression, seconds) => {
    expect(soonest.begins(expression)).toBeCloseTo(seconds);
  });

  it("waits to forget what a window remembers", () => {
    expect(soonest.ends("increase(failures_total[15m]) > 0")).toBe(900);
    expect(soonest.ends("last_over_time(up[2m]) < 1")).toBe(0);
  });

  it("needs no more than a good sample where little was wrong", () => {
    expect(soonest.ends("avg_over_time(node:memory:used_ratio[5m]) > 0.9")).toBe(0);
  });

  it.each([
    ["Watchdog", 30],
    ["PostgresDown", 120],
    ["HighErrorRate", 375],
    ["WorkloadDown", 360],
    ["NoTraffic", 645],
    ["PostgresLongTransaction", 2190],
    ["ErrorBudgetBurnSlow", 1249.2],
  ])("is known of %s", (name, seconds) => {
    expect(alerts.find((told) => told.name === name)?.minimum.detection).toBeCloseTo(seconds);
  });

  it("takes more than ten minutes where it must be proven on backfilled samples", () => {
    const long = alerts.filter(({ minimum }) => minimum.detection > 600).map(({ name }) => name);
    expect(long).toEqual(
      expect.arrayContaining(["ErrorBudgetBurnSlow", "NodeFilesystemFilling", "ContainerCannotStart"]),
    );
    expect(long).not.toContain("HighLatency");
  });
});
