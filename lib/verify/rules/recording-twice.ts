import type { Cluster } from "../model/cluster.ts";
import { askedIn } from "../model/expressions/asked.ts";
import { type PromRule, recordingsOf } from "../model/expressions/rule-list.ts";
import { nameOf, once } from "../model/manifest.ts";
import { evaluationOf } from "../model/scraping/evaluation.ts";
import type { Rule } from "../rule.ts";

/** Two rules that write the same series. */
export const recordingTwice: Rule = {
  id: "recording-twice",
  topic: "series",
  severity: "error",
  sentence: "Each series is recorded by one rule.",
  why: "Two rules write the same series: one wins by chance, the other's samples are refused as duplicates or out of order.",
  remedy: "remove one of them, or tell them apart by a label",
  *check(cluster) {
    for (const rules of recordingsOf(cluster).values())
      for (const group of sameText(once(rules, ({ object }) => object)))
        for (const [index, rule] of group.entries()) {
          const other = group
            .slice(0, index)
            .find((before) => isSame(before, rule) && isTogether(cluster, before, rule));
          if (other === undefined) continue;
          const place = other.object === rule.object ? "" : ` of ${nameOf(other.object)}`;
          yield {
            object: rule.object,
            field: `${rule.field} (${rule.record})`,
            value: rule.record ?? "",
            what: `${other.field}${place} records the same series`,
          };
        }
  },
};

/** Rules of one name, by labels and by what they compute, selectors left out. */
function sameText(rules: readonly PromRule[]): readonly (readonly PromRule[])[] {
  if (rules.length < 2) return [];
  const found = new Map<string, PromRule[]>();
  for (const rule of rules) {
    const labels = Object.entries(rule.labels).sort(([a], [b]) => (a < b ? -1 : 1));
    const id = JSON.stringify([labels, rule.expr.replace(/\{[^{}]*\}/g, "").replace(/\s+/g, "")]);
    found.set(id, [...(found.get(id) ?? []), rule]);
  }
  return [...found.values()];
}

/** Whether all series that one asks for are among those that the other asks for. */
function isSame(one: PromRule, other: PromRule): boolean {
  const [first, second] = [one, other].map(({ expr }) =>
    askedIn(expr).map(
      ({ matchers }) => new Set(matchers.map(({ label, operator, value }) => `${label}${operator}${value}`)),
    ),
  );
  if (first === undefined || second === undefined || first.length !== second.length) return false;
  const within = (few: typeof first, many: typeof first) =>
    few.every((matchers, index) => [...matchers].every((each) => many[index]?.has(each)));
  return within(first, second) || within(second, first);
}

/** Whether one Prometheus runs both, and no namespace label that it puts on them tells them apart. */
function isTogether(cluster: Cluster, one: PromRule, other: PromRule): boolean {
  if (one.object === other.object) return true;
  const { by } = evaluationOf(cluster, other.object);
  return evaluationOf(cluster, one.object).by.some(
    (each) =>
      by.includes(each) &&
      (one.object.namespace === other.object.namespace || !("enforcedNamespaceLabel" in (each.body.spec ?? {}))),
  );
}
