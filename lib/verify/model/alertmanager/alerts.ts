import type { Cluster } from "../cluster.ts";
import { type PromRule, rulesOf } from "../expressions/rule-list.ts";

/** An alerting rule. */
export type Alert = PromRule & { readonly name: string };

/** All alerting rules. */
export const alertsOf = (cluster: Cluster): readonly Alert[] => cluster.derived(collect);

const collect = (cluster: Cluster): readonly Alert[] =>
  rulesOf(cluster).flatMap((rule) => (rule.alert === undefined ? [] : [{ ...rule, name: rule.alert }]));

/** Whether it fires always, so that its silence says that something is broken: `vector(1)`, `1`, `vector(1) > 0`. */
export const isHeartbeat = ({ expr }: Pick<Alert, "expr">): boolean =>
  /^\s*(vector\(\s*([1-9]\d*|time\(\s*\))\s*\)|[1-9]\d*)(\s*(>=?|!=)\s*0|\s*==\s*1)?\s*$/.test(expr);
