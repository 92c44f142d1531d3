import type { Cluster } from "../cluster.ts";
import type { PromRule } from "../expressions/rule-list.ts";
import type { Values } from "../expressions/values.ts";
import type { Known } from "../manifest.ts";
import { evaluationOf } from "./evaluation.ts";
import { plainPrometheusesOf } from "./plain-prometheus.ts";

/**
 * Labels that a Prometheus adds to its alerts: what it is told to add, and its own name. The label that tells replicas apart is
 * taken off again.
 *
 * Source: prometheus-operator, pkg/prometheus/promcfg.go, buildExternalLabels and generateAlertingConfig.
 */
export function externalLabelsOf({ name, namespace, body }: Known<"Prometheus">): ReadonlyMap<string, Values> {
  const { externalLabels = {}, prometheusExternalLabelName = "prometheus" } = body.spec ?? {};
  const own = Object.entries(externalLabels).map(([label, value]): [string, Values] => [label, [value]]);
  return new Map(
    prometheusExternalLabelName === "" ? own : [...own, [prometheusExternalLabelName, [`${namespace}/${name}`]]],
  );
}

/**
 * Whether a query may see a label that no series has where it is stored, since it asks where the series of several Prometheuses
 * meet: what only a ThanosRuler evaluates surely does, a dashboard may where series leave their Prometheus.
 */
export function seesExternal(cluster: Cluster, rule: PromRule["object"] | undefined, label: string): boolean {
  if (rule === undefined) return cluster.derived(names).has(label);
  const { by, perhaps } = evaluationOf(cluster, rule);
  const who = [...by, ...perhaps];
  return who.length > 0 && who.every(({ kind }) => kind === "ThanosRuler");
}

const names = (cluster: Cluster): ReadonlySet<string> =>
  new Set([
    ...plainPrometheusesOf(cluster).flatMap(({ config: { global, remote_write = [] } = {} }) =>
      remote_write.length > 0 ? Object.keys(global?.external_labels ?? {}) : [],
    ),
    ...cluster
      .all("Prometheus")
      .filter(({ body: { spec } }) => spec?.thanos !== undefined || (spec?.remoteWrite ?? []).length > 0)
      .flatMap((each) => [
        ...externalLabelsOf(each).keys(),
        each.body.spec?.replicaExternalLabelName ?? "prometheus_replica",
      ]),
  ]);
