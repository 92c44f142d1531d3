import { ruleFile, testsOf } from "../../../lib/alerting/promtool.ts";
import { links, type RuleFile, type Trial } from "../judge.ts";
import { proven } from "../proofs.ts";
import { type Mutant, mutantsOf, nameOf, type Rule } from "./mutants.ts";

/** An alert with the rules that it depends on, and its cases. */
export interface Unit {
  readonly mixin: string;
  readonly alert: string;
  readonly rules: readonly Rule[];
  readonly cases: readonly Omit<Trial, "rules">[];
}

/** Environments differ in what strings say, as the paths that count as no requests: one of them stands for all. */
const shapeOf = (rules: readonly Rule[]) =>
  JSON.stringify(rules.map(({ expr }) => expr.replace(/"(?:[^"\\]|\\.)*"/g, "")));

/**
 * Every alert that an environment has.
 *
 * @throws where environments differ in more than strings: then each form of the alert needs mutants of its own.
 */
export function unitsOf(alerts: typeof proven = proven): Unit[] {
  const units = new Map<string, Unit>();
  for (const { installed, mixin, alert, proof } of alerts) {
    if (proof === undefined) continue;
    const file: RuleFile = ruleFile(
      mixin,
      alert,
      installed.flatMap(({ recordings }) => recordings),
      links,
    );
    const rules = file.groups.flatMap((group) => group.rules);
    const known = units.get(alert);
    if (known === undefined)
      units.set(alert, { mixin: mixin.name, alert, rules, cases: testsOf(mixin, alert, proof, links) });
    else if (shapeOf(known.rules) !== shapeOf(rules)) throw new Error(`${alert} differs between environments`);
  }
  return [...units.values()];
}

/** A mutant with the component whose alerts have to notice it. */
export interface Placed {
  readonly mixin: string;
  readonly mutant: Mutant;
}

/** Every mutant of every rule of the units, once; a rule that several alerts build on may be caught by a case of any of them. */
export function mutantsIn(units: readonly Unit[]): Placed[] {
  const rules = new Map<string, { mixin: string; rule: Rule }>();
  for (const { mixin, rules: those } of units)
    for (const rule of those) if (!rules.has(nameOf(rule))) rules.set(nameOf(rule), { mixin, rule });
  return [...rules.values()].flatMap(({ mixin, rule }) => mutantsOf(rule).map((mutant) => ({ mixin, mutant })));
}
