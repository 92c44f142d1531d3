import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { names } from "../../lib/platform/contract-queries.ts";
import { known } from "../../lib/platform/contracts.ts";
import { images } from "../../lib/platform/images.ts";
import type { Family, Source } from "../../lib/promql/metric.ts";

const folder = new URL("../../imports/metrics/", import.meta.url);

/** A contract's families by their series. */
async function familiesOf(file: string): Promise<ReadonlyMap<string, Family>> {
  const exported: Record<string, unknown> = await import(new URL(`${file}.ts`, folder).href);
  const metrics = Object.values(exported)
    .flatMap((each) => (typeof each === "function" ? [each] : Object.values(each ?? {})))
    .filter((each): each is Family & (() => unknown) => typeof each === "function");
  return new Map(metrics.map((metric) => [metric.series, metric]));
}

const files = readdirSync(folder).map((file) => file.replace(/\.ts$/, ""));
const contracts = new Map(await Promise.all(files.map(async (file) => [file, await familiesOf(file)] as const)));
const all = known.deltas.map((delta) => [`${delta.program}, ${delta.of} ${delta.pinned}`, delta] as const);
const recorded = (program: string): ReadonlyMap<string, Family> => contracts.get(program) ?? new Map();

test("every contract of a program with an image is known", async () => {
  const programs = files.filter((file) => file in images || file === "kubelet");
  expect(Object.keys(known.contracts).sort()).toEqual(programs.sort());
  for (const [program, source] of Object.entries(known.contracts)) {
    const { source: own } = (await import(new URL(`${program}.ts`, folder).href)) as { source: Source };
    expect(source).toBe(own);
  }
});

test.each(all)("%s: says where it was read", (_, { sources }) => expect(sources).not.toEqual([]));

test.each(all)("%s: speaks of its own program's series only", (_, delta) => {
  for (const [file, families] of contracts)
    if (file !== delta.program) expect([...families.keys()].filter((series) => names(delta, series))).toEqual([]);
});

test.each(all)("%s: what it removes or changes was recorded", (_, { program, removed = [], changed = [] }) => {
  const series = [...recorded(program).keys()];
  for (const each of [...removed, ...changed])
    expect({ pattern: each.series, found: series.some((name) => each.series.test(name)) }).toEqual({
      pattern: each.series,
      found: true,
    });
});

test.each(all)("%s: what it adds or renames to was not recorded", (_, { program, renamed = {}, added = [] }) => {
  for (const name of [...Object.values(renamed), ...added]) expect([...recorded(program).keys()]).not.toContain(name);
});

test.each(all)("%s: changes are some", (_, { program, changed = [] }) => {
  for (const { series, without = [], with: more = [], kind } of changed)
    for (const [name, family] of recorded(program)) {
      if (!series.test(name)) continue;
      const missing = without.filter((label) => !(label in family.labels));
      const there = more.filter((label) => label in family.labels);
      expect({ name, missing, there, sameKind: family.kind === kind }).toEqual({
        name,
        missing: [],
        there: [],
        sameKind: false,
      });
    }
});
