import type { Cluster } from "../cluster.ts";
import type { Known, Labels } from "../manifest.ts";

/** One rule of a PrometheusRule. */
export interface PromRule {
  readonly object: Known<"PrometheusRule">;
  /** `spec.groups[0].rules[1]`. */
  readonly field: string;
  readonly group: string;
  /** Its place in the group, from 0. */
  readonly index: number;
  readonly record?: string;
  readonly alert?: string;
  readonly expr: string;
  readonly labels: Labels;
  readonly annotations: Labels;
}

/** All rules of all PrometheusRules. */
export const rulesOf = (cluster: Cluster): readonly PromRule[] => cluster.derived(compute);

/** Those that record a series, by its name. */
export const recordingsOf = (cluster: Cluster): ReadonlyMap<string, readonly PromRule[]> => cluster.derived(byRecord);

const compute = (cluster: Cluster): readonly PromRule[] =>
  cluster.all("PrometheusRule").flatMap((object) =>
    (object.body.spec?.groups ?? []).flatMap(({ name = "", labels = {}, rules = [] }, group) =>
      rules.map((rule, index) => ({
        object,
        field: `spec.groups[${group}].rules[${index}]`,
        group: name,
        index,
        ...(rule.record !== undefined && { record: rule.record }),
        ...(rule.alert !== undefined && { alert: rule.alert }),
        expr: String(rule.expr ?? ""),
        labels: { ...labels, ...rule.labels },
        annotations: rule.annotations ?? {},
      })),
    ),
  );

function byRecord(cluster: Cluster): ReadonlyMap<string, readonly PromRule[]> {
  const found = new Map<string, PromRule[]>();
  for (const rule of rulesOf(cluster)) {
    if (rule.record === undefined) continue;
    const known = found.get(rule.record);
    if (known) known.push(rule);
    else found.set(rule.record, [rule]);
  }
  return found;
}
