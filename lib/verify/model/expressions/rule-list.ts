import type { Cluster } from "../cluster.ts";
import { yamlIn } from "../embedded.ts";
import { ruleGroups } from "../kinds/monitoring.ts";
import type { Known, Labels } from "../manifest.ts";
import type { Fitting } from "../schema.ts";
import { ruleFilesOf } from "../scraping/plain-prometheus.ts";

/** One rule of a PrometheusRule, or of a file that a Prometheus without an operator loads. */
export interface PromRule {
  readonly object: Known<"PrometheusRule" | "ConfigMap" | "Secret">;
  /** `spec.groups[0].rules[1]`, `data["rules.yml"].groups[0].rules[1]`. */
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

/** All rules. */
export const rulesOf = (cluster: Cluster): readonly PromRule[] => cluster.derived(compute);

/** Those that record a series, by its name. */
export const recordingsOf = (cluster: Cluster): ReadonlyMap<string, readonly PromRule[]> => cluster.derived(byRecord);

/** The groups of one PrometheusRule or file, as they are written. */
export interface RuleGroups extends Pick<PromRule, "object"> {
  /** `spec.groups`. */
  readonly field: string;
  readonly groups: Fitting<typeof ruleGroups>;
}

/** All groups, by where they are written. */
export const ruleGroupsOf = (cluster: Cluster): readonly RuleGroups[] => cluster.derived(allGroups);

const allGroups = (cluster: Cluster): readonly RuleGroups[] => [
  ...cluster
    .all("PrometheusRule")
    .map((object) => ({ object, field: "spec.groups", groups: object.body.spec?.groups ?? [] })),
  ...ruleFilesOf(cluster).map(({ object, field, text }) => ({
    object,
    field: `${field}.groups`,
    groups: yamlIn(text, { groups: ruleGroups })?.groups ?? [],
  })),
];

const compute = (cluster: Cluster): readonly PromRule[] =>
  ruleGroupsOf(cluster).flatMap(({ object, field, groups }) =>
    groups.flatMap(({ name = "", labels = {}, rules = [] }, group) =>
      rules.map((rule, index) => ({
        object,
        field: `${field}[${group}].rules[${index}]`,
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
