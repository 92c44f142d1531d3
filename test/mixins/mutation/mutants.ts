import type { ruleFile } from "../../../lib/alerting/promtool.ts";
import { scrapeSeconds } from "../../../lib/alerting/samples.ts";
import { seconds, toDuration } from "../../../lib/promql/duration.ts";
import type { Duration } from "../../../lib/promql/promql.ts";
import { changesOf, renamed } from "./changes.ts";

export type Rule = ReturnType<typeof ruleFile>["groups"][number]["rules"][number];
type AlertRule = Extract<Rule, { alert: string }>;

/** A rule with one small fault in it, which at least one case has to notice. */
export interface Mutant {
  /** An alert, or a series that is recorded. */
  readonly rule: string;
  /** What was changed, unique within the rule. */
  readonly what: string;
  readonly mutated: Rule;
}

export const nameOf = (rule: Rule): string => ("alert" in rule ? rule.alert : rule.record);

/** Every mutant of a rule. */
export const mutantsOf = (rule: Rule): Mutant[] => [
  ...changesOf(rule.expr).map(({ what, expression }) => ({
    rule: nameOf(rule),
    what,
    mutated: { ...rule, expr: expression },
  })),
  ...("alert" in rule ? [...shorter(rule, "for"), ...shorter(rule, "keep_firing_for")] : []),
];

/** A time that was forgotten, or that ends one evaluation early. */
function shorter(rule: AlertRule, field: "for" | "keep_firing_for"): Mutant[] {
  const time = rule[field];
  if (time === undefined || seconds(time) === 0) return [];
  const early = toDuration(seconds(time) - scrapeSeconds);
  return [...new Set<Duration>(["0s", early])].map((other) => ({
    rule: rule.alert,
    what: `${field} ${time} becomes ${other}`,
    mutated: { ...rule, [field]: other },
  }));
}

/** The name under which an alert stands beside others of its kind in one rule file. */
export const mutatedAlert = (alert: string, id: number): string => `${alert}#${id}`;

/** The number of the mutant to which a rule of that name belongs. */
export function idOf(rule: string): number | undefined {
  const id = /(?:#|:mutant)(\d+)$/.exec(rule)?.[1];
  return id === undefined ? undefined : Number(id);
}

/**
 * The mutant beside the rules that it comes from: under names of its own, with all that builds on it. So one run of a case tries many
 * mutants, and what they share is evaluated once.
 */
export function beside(rules: readonly Rule[], { rule, mutated }: Mutant, id: number): Rule[] {
  const names = new Map<string, string>();
  const copies: Rule[] = [];
  for (const each of rules) {
    const isMutated = nameOf(each) === rule;
    const copy = isMutated ? mutated : { ...each, expr: renamed(each.expr, names) };
    if (!isMutated && copy.expr === each.expr) continue;
    if ("alert" in copy) copies.push({ ...copy, alert: mutatedAlert(copy.alert, id) });
    else {
      names.set(copy.record, `${copy.record}:mutant${id}`);
      copies.push({ ...copy, record: `${copy.record}:mutant${id}` });
    }
  }
  return copies;
}
