import { equivalents } from "./equivalents.ts";
import { nameOfMutant, nobody, readKillers, writeKillers } from "./record.ts";
import { allKills, chosenKillers, recordedKills } from "./search.ts";
import { mutantsIn, unitsOf } from "./units.ts";

const started = performance.now();
const units = unitsOf();
const mutants = mutantsIn(units);
const mixins = [...new Set(mutants.map(({ mixin }) => mixin))];

const recorded = new Map(mixins.flatMap((mixin) => [...readKillers(mixin)]));
const still = recordedKills(units, mutants, recorded);
const held = new Set(still.map(({ id }) => id));
// Cases may have been added, or their order of kills changed: whoever is not caught where the record says is tried in all.
const found = allKills(units, mutants, (id) => !held.has(id));
const killers = chosenKillers(mutants, [...still, ...found]);
for (const mixin of mixins)
  writeKillers(
    mixin,
    mutants.filter((each) => each.mixin === mixin).map(({ mutant }) => mutant),
    killers,
  );

const survivors = mutants.map(({ mutant }) => mutant).filter((mutant) => !killers.has(nameOfMutant(mutant)));
const explained = equivalents.flatMap((each) =>
  Object.entries(each.mutants).flatMap(([rule, whats]) => whats.map((what) => nameOfMutant({ rule, what }))),
);
const open = survivors.filter((mutant) => !explained.includes(nameOfMutant(mutant)));
const needless = explained.filter((name) => !survivors.some((mutant) => nameOfMutant(mutant) === name));

for (const mutant of open) console.log(`${nameOfMutant(mutant)}: noticed by ${nobody}`);
for (const name of needless) console.log(`${name}: a case notices it, or it is gone: take it out of equivalents.ts`);
const seconds = Math.round((performance.now() - started) / 1000);
console.log(
  `${mutants.length} mutants, ${killers.size} noticed by a case, ${survivors.length - open.length} cannot be, ${open.length} open; ${seconds} s`,
);
process.exitCode = needless.length > 0 ? 1 : 0;
