import { readdirSync, readFileSync } from "node:fs";
import { afterAll, describe, expect, it, vi } from "vitest";
import { parseAllDocuments } from "yaml";
import { environments } from "../../lib/environments/index.ts";
import { nameOf } from "../../lib/verify/model/manifest.ts";
import { readObject } from "../../lib/verify/model/read-object.ts";
import { rules } from "../../lib/verify/rules/index.ts";
import { verify } from "../../lib/verify/verify.ts";
import { alertsFaults } from "./faults/alerts.ts";
import { dashboardsFaults } from "./faults/dashboards.ts";
import type { Breaker, MutableObject } from "./faults/fault.ts";
import { monitorsFaults } from "./faults/monitors.ts";
import { objectsFaults } from "./faults/objects.ts";
import { reachabilityBreakers } from "./faults/reachability.ts";
import { seriesFaults } from "./faults/series.ts";

const breakers: Readonly<Record<string, Breaker>> = {
  alerts: alertsFaults,
  dashboards: dashboardsFaults,
  monitors: monitorsFaults,
  objects: objectsFaults,
  reachability: (objects) => reachabilityBreakers.flatMap((breaker) => breaker(objects)),
  series: seriesFaults,
};

/** How many places of one rule are broken in one environment, spread over all that there are. */
const placesOfRule = 6;

vi.setConfig({ testTimeout: 120_000 });

const made = new Map<string, number>();

describe.each(environments.map(({ name }) => name))("%s, broken in one place at a time", (environment) => {
  const text = readdirSync(`dist/${environment}`).map((file) => readFileSync(`dist/${environment}/${file}`, "utf8"));
  const clean: readonly MutableObject[] = text.flatMap((each) =>
    parseAllDocuments(each).map((document) => document.toJS()),
  );

  it.each(Object.entries(breakers))(
    "shows every fault of %s at the object that has it, by the rule that is broken",
    (_, breaker) => {
      const missed = chosen(breaker(structuredClone(clean))).flatMap((index) => {
        const broken = structuredClone(clean);
        const fault = breaker(broken)[index];
        if (fault === undefined) return [`place ${index} is gone`];
        fault.apply();
        made.set(fault.rule, (made.get(fault.rule) ?? 0) + 1);
        const own = rules.filter(({ id }) => id === fault.rule);
        const manifests = broken.flatMap((each) => readObject(each, { file: environment }));
        const { findings } = verify(manifests, { complete: true }, own);
        const isFound = findings.some(({ object }) => nameOf(object) === fault.object);
        return isFound ? [] : [`${fault.rule}: ${fault.what}: ${fault.object}`];
      });
      expect(missed).toEqual([]);
    },
  );
});

/** Some of each rule's places, the first and the last among them. */
function chosen(faults: readonly { readonly rule: string }[]): readonly number[] {
  const byRule = new Map<string, number[]>();
  for (const [index, { rule }] of faults.entries()) byRule.set(rule, [...(byRule.get(rule) ?? []), index]);
  return [...byRule.values()].flatMap((places) => {
    const step = Math.max(1, (places.length - 1) / (placesOfRule - 1));
    const count = Math.min(placesOfRule, places.length);
    return Array.from({ length: count }, (_, each) => places[Math.round(each * step)] ?? 0);
  });
}

afterAll(() => {
  const total = [...made.values()].reduce((sum, each) => sum + each, 0);
  console.log(`${total} seeded faults of ${made.size} rules`);
});

it("breaks at least 500 places", () => {
  expect([...made.values()].reduce((sum, each) => sum + each, 0)).toBeGreaterThanOrEqual(500);
});
