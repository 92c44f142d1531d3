import { open } from "../../promql/metric.ts";
import type { World } from "../world.ts";
import type { Cluster } from "./cluster.ts";
import { givesLabel } from "./judgement.ts";
import type { Answer } from "./perhaps.ts";
import { type PromRule, rulesOf } from "./rule-list.ts";
import { absent, canBeAbsent, canBeThere, either, type Values } from "./values.ts";

/** An alerting rule. */
export type Alert = PromRule & { readonly name: string };

/** All alerting rules. */
export const alertsOf = (cluster: Cluster): readonly Alert[] => cluster.derived(collect);

const collect = (cluster: Cluster): readonly Alert[] =>
  rulesOf(cluster).flatMap((rule) => (rule.alert === undefined ? [] : [{ ...rule, name: rule.alert }]));

/** Whether it fires always, so that its silence says that something is broken: `vector(1)`, `1`, `vector(1) > 0`. */
export const isHeartbeat = ({ expr }: Pick<Alert, "expr">): boolean =>
  /^\s*(vector\(\s*([1-9]\d*|time\(\s*\))\s*\)|[1-9]\d*)(\s*(>=?|!=)\s*0|\s*==\s*1)?\s*$/.test(expr);

/** What a label of an alert can be when it reaches Alertmanager. */
export function valuesIn(cluster: Cluster, world: World, { name, labels, expr }: Alert, label: string): Values {
  if (label === "alertname") return [name];
  const fixed = labels[label];
  if (fixed !== undefined) return fixed.includes("{{") ? open : [fixed];
  if (givesLabel(cluster, world, expr, label) !== "no") return open;
  return cluster.derived(externalLabels).get(label) ?? absent;
}

/** Whether an alert has a label when it reaches Alertmanager. */
export function carries(cluster: Cluster, world: World, alert: Alert, label: string): Answer {
  const values = valuesIn(cluster, world, alert, label);
  if (values !== open) return canBeThere(values) ? (canBeAbsent(values) ? "unknown" : "yes") : "no";
  return alert.labels[label] === undefined ? givesLabel(cluster, world, alert.expr, label) : "unknown";
}

/** Labels that every Prometheus adds to its alerts, with the values that they have. */
function externalLabels(cluster: Cluster): ReadonlyMap<string, Values> {
  const found = new Map<string, Values>();
  const all = cluster.all("Prometheus");
  const names = new Set(all.flatMap(({ body }) => Object.keys(body.spec?.externalLabels ?? {})));
  for (const name of names)
    for (const { body } of all) {
      const value = body.spec?.externalLabels?.[name];
      const values: Values = value === undefined ? absent : [value];
      found.set(name, either(found.get(name) ?? values, values));
    }
  return found;
}
