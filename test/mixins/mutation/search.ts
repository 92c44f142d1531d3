import { type Attempt, attempt, type Kill } from "./attempt.ts";
import { nameOf } from "./mutants.ts";
import { type Killers, nameOfMutant } from "./record.ts";
import type { Placed, Unit } from "./units.ts";

/** Cases that do not even hold for the rules as they are: they would seem to notice every mutant. */
export const failingCases = async (units: readonly Unit[]): Promise<string[]> => {
  const kills = await attempt(
    units.flatMap((unit, id) => {
      const alert = unit.rules.find((rule) => nameOf(rule) === unit.alert);
      if (alert === undefined) return [];
      return [{ unit, mutants: new Map([[id, { rule: unit.alert, what: "nothing", mutated: alert }]]) }];
    }),
  );
  return kills.map(({ alert, title }) => `${alert}: ${title}`);
};

/** Kills by those cases that the record names: each mutant is tried in one case only. */
export function recordedKills(units: readonly Unit[], mutants: readonly Placed[], killers: Killers): Promise<Kill[]> {
  const attempts = units.flatMap((unit): Attempt[] => {
    const byCase = new Map<string, Map<number, Placed["mutant"]>>();
    mutants.forEach(({ mutant }, id) => {
      const killer = killers.get(nameOfMutant(mutant));
      if (!killer?.startsWith(`${unit.alert}: `)) return;
      const title = killer.slice(unit.alert.length + 2);
      byCase.set(title, (byCase.get(title) ?? new Map()).set(id, mutant));
    });
    return [...byCase].map(([title, those]) => ({ unit, mutants: those, cases: new Set([title]) }));
  });
  return attempt(attempts);
}

/** Kills of the chosen mutants by any case of any alert that depends on their rule. */
export const allKills = (
  units: readonly Unit[],
  mutants: readonly Placed[],
  chosen: (id: number) => boolean,
): Promise<Kill[]> =>
  attempt(
    units
      .map((unit) => {
        const names = new Set(unit.rules.map(nameOf));
        const those = mutants
          .map(({ mutant }, id) => [id, mutant] as const)
          .filter(([id, { rule }]) => chosen(id) && names.has(rule));
        return { unit, mutants: new Map(those) };
      })
      .filter((each) => each.mutants.size > 0),
  );

/** For each mutant the case that notices the fewest others: so that each case is named for what only it notices. */
export function chosenKillers(mutants: readonly Placed[], kills: readonly Kill[]): Map<string, string> {
  const caseOf = ({ alert, title }: Kill) => `${alert}: ${title}`;
  const counts = new Map<string, number>();
  for (const kill of kills) counts.set(caseOf(kill), (counts.get(caseOf(kill)) ?? 0) + 1);
  const cost = (name: string) => counts.get(name) ?? 0;
  const killers = new Map<string, string>();
  for (const kill of kills) {
    const placed = mutants[kill.id];
    if (placed === undefined) continue;
    const name = nameOfMutant(placed.mutant);
    const known = killers.get(name);
    if (known === undefined || cost(caseOf(kill)) < cost(known)) killers.set(name, caseOf(kill));
  }
  return killers;
}
