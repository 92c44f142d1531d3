import { ruleGroupsOf } from "../model/expressions/rule-list.ts";
import type { Rule } from "../rule.ts";

/**
 * A group or a rule for which Prometheus refuses the whole file.
 *
 * Source: https://github.com/prometheus/prometheus/blob/v3.16.0/model/rulefmt/rulefmt.go, Validate.
 */
export const ruleRefused: Rule = {
  id: "rule-refused",
  topic: "series",
  severity: "error",
  sentence: "Groups of rules have names of their own, and each rule records or alerts, with the fields of that.",
  why: "One such rule, and none of the file is loaded: the operator's webhook or Prometheus itself refuses all of it.",
  remedy: "mend the rule as the message says",
  *check(cluster) {
    for (const { object, field, groups } of ruleGroupsOf(cluster)) {
      const names = new Set<string>();
      for (const [index, { name = "", rules = [] }] of groups.entries()) {
        const at = `${field}[${index}]`;
        if (name === "") yield { object, field: at, what: "the group has no name" };
        else if (names.has(name)) yield { object, field: `${at}.name`, value: name, what: "another group has it, too" };
        names.add(name);
        for (const [place, rule] of rules.entries())
          for (const what of faultsOf(rule))
            yield { object, field: `${at}.rules[${place}]`, value: rule.alert ?? rule.record ?? "", what };
      }
    }
  },
};

type Written = NonNullable<ReturnType<typeof ruleGroupsOf>[number]["groups"][number]["rules"]>[number];

function* faultsOf(rule: Written): Iterable<string> {
  const { record = "", alert = "", expr = "", labels = {}, annotations = {} } = rule;
  if (record === "" && alert === "") yield "it neither records nor alerts";
  if (record !== "" && alert !== "") yield `it records ${record} and alerts, of which a rule does one`;
  if (expr === "") yield "it has no expr";
  if ("__name__" in labels) yield "its labels set __name__, which only record does";
  if (record === "") return;
  if (/[{}]/.test(record)) yield "a name has no braces: labels stand in labels or expr";
  for (const field of ["for", "keep_firing_for"] as const)
    if (rule[field] !== undefined) yield `it has ${field}, which only alerts have`;
  if (Object.keys(annotations).length > 0) yield "it has annotations, which only alerts have";
}
