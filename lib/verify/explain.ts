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
  if (rule === undefined) throw new Fault(`--explain ${id}: there is no such rule: ${meant(id.slice(0, 100))}`);
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

/** The rule with a name that is near, or those that have most words in common with it. */
function meant(id: string): string {
  const ids = allRules.map((each) => each.id);
  const near = suggestion(id, ids);
  if (near !== undefined) return `did you mean ${near}?`;
  const words = id.split(/[^a-z]+/i).filter((word) => word.length > 2 && !["for", "not", "too"].includes(word));
  const shared = (each: string) => words.filter((word) => each.includes(word)).length;
  const most = Math.max(...ids.map(shared));
  return most === 0
    ? "each finding says its rule; a word, such as secret, lists those that have it"
    : `did you mean ${ids.filter((each) => shared(each) === most).join(", ")}?`;
}
