import type { Cluster } from "../cluster.ts";
import { askedIn, mayGive } from "./asked.ts";
import { type PromRule, recordingsOf, rulesOf } from "./rule-list.ts";

/** The recording rules whose series each rule asks for as they are now. */
export const neededOf = (cluster: Cluster): ReadonlyMap<PromRule, readonly PromRule[]> => cluster.derived(needed);

/** Recording rules that depend on one another in a circle, in the order in which they stand. */
export const cyclesOf = (cluster: Cluster): readonly (readonly PromRule[])[] => cluster.derived(cycles);

function needed(cluster: Cluster): ReadonlyMap<PromRule, readonly PromRule[]> {
  const recorded = recordingsOf(cluster);
  return new Map(
    rulesOf(cluster).map((rule) => {
      const givers = askedIn(rule.expr).flatMap((asked) =>
        asked.isShifted ? [] : (recorded.get(asked.name) ?? []).filter((giver) => mayGive(giver, asked)),
      );
      return [rule, [...new Set(givers)]] as const;
    }),
  );
}

/** Tarjan's strongly connected components; those of one rule are none: who writes `x or x` within one rule means it. */
function cycles(cluster: Cluster): readonly (readonly PromRule[])[] {
  const needs = neededOf(cluster);
  const order = new Map<PromRule, number>();
  const lowest = new Map<PromRule, number>();
  const stack: PromRule[] = [];
  const isOpen = new Set<PromRule>();
  const found: (readonly PromRule[])[] = [];
  const low = (rule: PromRule, to: number) => lowest.set(rule, Math.min(lowest.get(rule) ?? to, to));
  const visit = (rule: PromRule) => {
    order.set(rule, order.size);
    low(rule, order.size - 1);
    stack.push(rule);
    isOpen.add(rule);
    for (const next of needs.get(rule) ?? []) {
      if (!order.has(next)) {
        visit(next);
        low(rule, lowest.get(next) ?? 0);
      } else if (isOpen.has(next)) low(rule, order.get(next) ?? 0);
    }
    if (lowest.get(rule) !== order.get(rule)) return;
    const members = stack.splice(stack.indexOf(rule));
    for (const each of members) isOpen.delete(each);
    if (members.length > 1) found.push(members);
  };
  for (const rule of rulesOf(cluster)) if (rule.record !== undefined && !order.has(rule)) visit(rule);
  return found;
}
