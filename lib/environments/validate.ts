import { Fault } from "../fault.ts";
import type { Environment } from "./environment.ts";
import { type BrokenRule, describe } from "./rule.ts";
import { rules } from "./rules/index.ts";
import { sharedRules } from "./rules/shared.ts";

/** Everything that is wrong in one environment. */
export const brokenRules = (environment: Environment): readonly BrokenRule[] =>
  rules.flatMap((rule) =>
    [...rule.check(environment)].map((finding) => ({ ...finding, environment: environment.name, rule })),
  );

/** Everything that is wrong between environments. */
export const brokenSharedRules = (environments: readonly Environment[]): readonly BrokenRule[] =>
  sharedRules.flatMap((rule) => [...rule.check(environments)].map((finding) => ({ ...finding, rule })));

/**
 * Nothing, where the environment can be.
 *
 * @throws Fault with a line for each field that breaks a rule.
 */
export const validate = (environment: Environment): void => refuse(brokenRules(environment));

/**
 * Nothing, where each environment can be, and all of them side by side.
 *
 * @throws Fault with a line for each field that breaks a rule.
 */
export const validateAll = (environments: readonly Environment[]): void =>
  refuse([...environments.flatMap(brokenRules), ...brokenSharedRules(environments)]);

function refuse(broken: readonly BrokenRule[]): void {
  if (broken.length > 0) throw new Fault(broken.map(describe).join("\n"));
}
