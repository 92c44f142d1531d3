import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Mutant } from "./mutants.ts";

/** The case that notices a mutant, as `ALERT: TITLE`; `nobody` where none does. */
export type Killer = string;
export const nobody: Killer = "nobody";

/** Killers by mutant. */
export type Killers = ReadonlyMap<string, Killer>;

/** A mutant's name in the record and in messages. */
export const nameOfMutant = ({ rule, what }: Pick<Mutant, "rule" | "what">): string => `${rule}: ${what}`;

const folder = join(import.meta.dirname, "killers");
const between = " | ";

/** The killers of a component's mutants that were found last. */
export function readKillers(mixin: string): Killers {
  const file = join(folder, `${mixin}.txt`);
  const killers = new Map<string, Killer>();
  let rule = "";
  for (const line of existsSync(file) ? readFileSync(file, "utf8").split("\n") : []) {
    const [what = "", killer] = line.trim().split(between);
    if (killer === undefined) rule = what;
    else killers.set(nameOfMutant({ rule, what }), killer);
  }
  return killers;
}

/** Writes the record of a component: its rules, with their mutants and killers below each. */
export function writeKillers(mixin: string, mutants: readonly Mutant[], killers: Killers): void {
  mkdirSync(folder, { recursive: true });
  const rules = [...new Set(mutants.map(({ rule }) => rule))];
  const blocks = rules.map((rule) =>
    [
      rule,
      ...mutants
        .filter((mutant) => mutant.rule === rule)
        .map((mutant) => `  ${mutant.what}${between}${killers.get(nameOfMutant(mutant)) ?? nobody}`),
      "",
    ].join("\n"),
  );
  writeFileSync(join(folder, `${mixin}.txt`), blocks.join("\n"));
}
