import { expect, test } from "vitest";
import { explained } from "./equivalents.ts";
import { nameOfMutant, nobody, readKillers } from "./record.ts";
import { recordedKills } from "./search.ts";
import { mutantsIn, unitsOf } from "./units.ts";

const units = unitsOf();
const mutants = mutantsIn(units);
const mixins = [...new Set(mutants.map(({ mixin }) => mixin))];
const killers = new Map(mixins.flatMap((mixin) => [...readKillers(mixin)]));
const titles = new Set(units.flatMap(({ cases }) => cases.flatMap(({ tests }) => tests.map(({ name }) => name))));

test("the record knows every mutant of every rule, and no others: `make mutate` renews it", () => {
  const names = mutants.map(({ mutant }) => nameOfMutant(mutant));
  expect([...killers.keys()].filter((name) => !names.includes(name))).toEqual([]);
  expect(names.filter((name) => !killers.has(name))).toEqual([]);
});

test("every mutant is noticed by a case, or it is explained why none can notice it", () => {
  const open = [...killers].filter(([name, killer]) => killer === nobody && !explained.has(name));
  expect(open.map(([name]) => `no case notices ${name}: add one, or say in equivalents.ts why none can`)).toEqual([]);
  const needless = [...explained].filter((name) => killers.get(name) !== nobody);
  expect(needless.map((name) => `${name} is noticed, or it is gone: take it out of equivalents.ts`)).toEqual([]);
});

test("every case that the record names is there", () => {
  const gone = [...killers].filter(([, killer]) => killer !== nobody && !titles.has(killer));
  expect(gone.map(([name, killer]) => `the case "${killer}" is gone, which alone may notice ${name}`)).toEqual([]);
});

test("every mutant is noticed by the case that the record names", { timeout: 180_000 }, async () => {
  const held = new Set((await recordedKills(units, mutants, killers)).map(({ id }) => id));
  const missed = mutants
    .map(({ mutant }, id) => ({ id, name: nameOfMutant(mutant) }))
    // What the record does not know is told above.
    .filter(({ id, name }) => killers.has(name) && killers.get(name) !== nobody && !held.has(id));
  expect(missed.map(({ name }) => `the case "${killers.get(name)}" does not notice ${name}`)).toEqual([]);
});
