import { Fault } from "../fault.ts";
import { type Kind, type Labels, type Metric, metric } from "./metric.ts";
import type { Expression } from "./promql.ts";

/** `level:metric:operation`, where the level is what the labels speak of. */
export type RecordingName = `${string}:${string}:${string}`;

/** What a recording rule stores: again a metric that can be selected from. */
export interface Recording<L extends Labels = Labels> extends Metric<L> {
  readonly expr: Expression;
}

/**
 * A recording rule.
 *
 * @throws Fault where the expression's labels are not exactly the declared ones, or where it can only be asked by Grafana.
 */
export function record<const L extends Labels>(name: RecordingName, labels: L, expr: Expression): Recording<L> {
  const declared = Object.keys(labels).sort();
  const given = seriesLabels(name, expr);
  if (declared.join() !== given.join())
    throw new Fault(
      `recording rule ${name}: labels are declared as ${declared.join(", ")}, the expression gives ${given.join(", ")}: mend one of them`,
    );
  refuseVariables(name, expr);
  const kind = expr.shape.type === "vector" ? expr.shape.kind : "gauge";
  return Object.assign(metric(kind, name, labels, declared), { expr });
}

/** Series that several rules record, each from what its variant has; what builds on them need not know which. */
export const recorded = <const L extends Labels>(kind: Kind, name: RecordingName, labels: L): Metric<L> =>
  metric(kind, name, labels, Object.keys(labels));

/** One variant's rule for such series. */
export function recordAs<const L extends Labels>({ series, labels, kind }: Metric<L>, expr: Expression): Recording<L> {
  const rule = record(series as RecordingName, labels, expr);
  if (rule.kind !== kind)
    throw new Fault(`recording rule ${series}: it is declared as a ${kind}, the expression gives a ${rule.kind}`);
  return rule;
}

/** The labels of the series that a rule's expression gives, sorted. */
export function seriesLabels(rule: string, { shape }: Expression): string[] {
  if (shape.type !== "vector")
    throw new Fault(`rule ${rule}: the expression is a ${shape.type}; a rule needs a vector`);
  return [...shape.labels].sort();
}

/** Rules are evaluated by Prometheus, which knows none of Grafana's variables. */
export function refuseVariables(rule: string, { expression }: Expression): void {
  const variable = /\$(?:__)?[a-z]\w*/.exec(expression)?.[0];
  if (variable !== undefined)
    throw new Fault(`rule ${rule}: ${variable} is a variable of Grafana: use a fixed value, in: ${expression}`);
}
