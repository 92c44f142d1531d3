import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { contracts } from "../../lib/contracts/contracts.ts";
import { type Delta, deltas } from "../../lib/contracts/deltas.ts";
import { deltasOfOthers } from "../../lib/contracts/deltas-of-others.ts";
import { environments } from "../../lib/environments/index.ts";
import { worldOf } from "../../lib/platform/world.ts";
import { Cluster } from "../../lib/verify/model/cluster.ts";
import { Scraped } from "../../lib/verify/model/scraping/series.ts";
import { objectsIn } from "../verify/given.ts";

const all = [...deltas, ...deltasOfOthers].map(
  (delta) => [`${delta.program}, ${delta.of} ${delta.pinned}`, delta] as const,
);
const recorded = (program: string) => contracts.find((each) => each.program === program)?.families ?? new Map();

/** Whether a delta says something of these series. */
const names = ({ removed = [], renamed = {}, changed = [] }: Delta, series: string): boolean =>
  series in renamed || [...removed, ...changed].some((each) => each.series.test(series));

test("every recorded contract is known", () => {
  // What Prometheus makes itself is no program's.
  const files = readdirSync("imports/metrics").filter((file) => file.endsWith(".ts") && file !== "synthetic.ts");
  expect(contracts.map(({ program }) => `${program}.ts`).sort()).toEqual(files.sort());
});

test("every delta is needed by what is scraped in some environment", () => {
  const needed = new Set(
    environments.flatMap((environment) => {
      const folder = `dist/${environment.name}`;
      const cluster = new Cluster(readdirSync(folder).flatMap((file) => objectsIn(`${folder}/${file}`)));
      return new Scraped(cluster, worldOf(environment)).reviewed;
    }),
  );
  expect(deltas.filter((delta) => !needed.has(delta))).toEqual([]);
});

test.each(all)("%s: says where it was read", (_, { sources }) => expect(sources).not.toEqual([]));

test.each(all)("%s: speaks of its own program's series only", (_, delta) => {
  for (const { program, families } of contracts)
    if (program !== delta.program) expect([...families.keys()].filter((series) => names(delta, series))).toEqual([]);
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
