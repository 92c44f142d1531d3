import { Fault } from "../fault.ts";
import { type Labels, type Metric, matching, type Pattern, type Where } from "../promql/metric.ts";
import type { Expression } from "../promql/promql.ts";

/** A choice at the top of a dashboard: values of a label, all of them at first. */
export interface Variable {
  readonly name: string;
  readonly title: string;
  /** Grafana's query for the values. */
  readonly values: string;
}

/** Values that the reader of a dashboard chose, in a selector: `{ namespace: variable("namespace") }`. */
export const variable = (name: string): Pattern => matching(`$${name}`);

/** A variable with the values of one label of some series. */
export function labelValues<L extends Labels>(
  name: string,
  title: string,
  metric: Metric<L>,
  label: keyof L & string,
  where: Where<L> = {},
): Variable {
  if (!(label in metric.labels))
    throw new Fault(`variable ${name}: ${metric.series} has no label ${label}: it has ${Object.keys(metric.labels)}`);
  return { name, title, values: `label_values(${metric(where).selector}, ${label})` };
}

/** Names of the variables that a query leaves for the dashboard to fill; Grafana's own (`$__range`) aside. */
export const variablesIn = (query: string): string[] =>
  [...query.matchAll(/\$(?!__)([a-zA-Z]\w*)/g)].map(([, name = ""]) => name);

/** Variables of a panel's queries. */
export const variablesOf = (queries: Readonly<Record<string, Expression>>): string[] =>
  Object.values(queries).flatMap(({ expression }) => variablesIn(expression));

/**
 * Those of the offered variables that are used, also by one another's queries, in the offered order.
 *
 * @throws Fault where one is used that is not offered.
 */
export function pick(dashboard: string, offered: readonly Variable[], used: Iterable<string>): Variable[] {
  const picked = new Set<Variable>();
  const visit = (name: string): void => {
    const found = offered.find((each) => each.name === name);
    if (found === undefined)
      throw new Fault(`dashboard ${dashboard}: a query asks for $${name}, which it does not offer: add the variable`);
    if (picked.has(found)) return;
    picked.add(found);
    for (const other of variablesIn(found.values)) visit(other);
  };
  for (const name of used) visit(name);
  return offered.filter((each) => picked.has(each));
}
