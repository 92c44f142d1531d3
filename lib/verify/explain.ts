import { Fault } from "../fault.ts";
import { suggestion } from "../suggestion.ts";
import type { Rule } from "./rule.ts";
import { rules } from "./rules/index.ts";
import { suppressionRules } from "./suppression.ts";

/** All rules, those about suppressions included. */
export const allRules: readonly Rule[] = [...rules, ...suppressionRules];

/**
 * What a rule asks for, why, and how to live with it.
 *
 * @throws Fault where there is no such rule.
 */
export function explain(id: string): string {
  const rule = allRules.find((each) => each.id === id);
  if (rule === undefined) {
    const near = suggestion(
      id.slice(0, 100),
      allRules.map((each) => each.id),
    );
    throw new Fault(
      `--explain ${id}: there is no such rule: ${near === undefined ? "docs/verify.md lists them" : `did you mean ${near}?`}`,
    );
  }
  const { severity, topic, sentence, why, remedy } = rule;
  const suppression = (suppressionRules as readonly Rule[]).includes(rule)
    ? "cannot be suppressed"
    : `annotate the object with ignore.verify/${id}: REASON`;
  const lines = [
    `${id} (${severity}, ${topic})`,
    sentence,
    "",
    `why:       ${why}`,
    `remedy:    ${remedy}`,
    `unless:    ${suppression}`,
  ];
  return `${lines.join("\n")}\n`;
}
