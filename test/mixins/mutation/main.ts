import { explained } from "./equivalents.ts";
import { nameOfMutant, nobody, readKillers, writeKillers } from "./record.ts";
import { allKills, chosenKillers, failingCases, recordedKills } from "./search.ts";
import { mutantsIn, unitsOf } from "./units.ts";

/** The mixin whose mutants are tried, while one works on it; without it all are. */
const only = process.env["ONLY"];

const started = performance.now();
const units = unitsOf();
const mutants = mutantsIn(units).filter(({ mixin }) => !only || mixin === only);
if (mutants.length === 0) throw new Error(`ONLY is ${only}: no mixin with rules has this name`);
const mixins = [...new Set(mutants.map(({ mixin }) => mixin))];

const failing = await failingCases(units.filter(({ mixin }) => mixins.includes(mixin)));
if (failing.length > 0) {
  for (const name of failing) console.error(`the case "${name}" does not hold for the rule as it is: mend it first`);
  process.exit(1);
}

const recorded = new Map(mixins.flatMap((mixin) => [...readKillers(mixin)]));
const still = await recordedKills(units, mutants, recorded);
const held = new Set(still.map(({ id }) => id));
// Cases may have been added, or their order of kills changed: whoever is not caught where the record says is tried in all.
const found = await allKills(units, mutants, (id) => !held.has(id));
const killers = chosenKillers(mutants, [...still, ...found]);
for (const mixin of mixins)
  writeKillers(
    mixin,
    mutants.filter((each) => each.mixin === mixin).map(({ mutant }) => mutant),
    killers,
  );

const survivors = mutants.map(({ mutant }) => mutant).filter((mutant) => !killers.has(nameOfMutant(mutant)));
const open = survivors.filter((mutant) => !explained.has(nameOfMutant(mutant)));
const surviving = new Set(survivors.map(nameOfMutant));
// Whose rule is another component's is not tried.
const needless = [...explained].filter(
  (name) => !surviving.has(name) && (!only || mutants.some(({ mutant }) => nameOfMutant(mutant) === name)),
);

for (const mutant of open)
  console.log(`${nameOfMutant(mutant)}: noticed by ${nobody}: add a case, or say in equivalents.ts why none can`);
for (const name of needless) console.log(`${name}: a case notices it, or it is gone: take it out of equivalents.ts`);
const seconds = Math.round((performance.now() - started) / 1000);
console.log(
  `${mutants.length} mutants, ${killers.size} noticed by a case, ${survivors.length - open.length} cannot be, ${open.length} open; ${seconds} s`,
);
process.exitCode = needless.length + open.length > 0 ? 1 : 0;
