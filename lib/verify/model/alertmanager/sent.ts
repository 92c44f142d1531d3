import { open } from "../../../promql/metric.ts";
import type { World } from "../../world.ts";
import type { Cluster } from "../cluster.ts";
import { givesLabel } from "../expressions/judgement.ts";
import { absent, canBeAbsent, canBeThere, either, type Values } from "../expressions/values.ts";
import { idOf, type Known } from "../manifest.ts";
import type { Answer } from "../perhaps.ts";
import { externalLabelsOf } from "../scraping/external-labels.ts";
import { plainPrometheusesOf } from "../scraping/plain-prometheus.ts";
import { placesAt } from "../scraping/scrape-file.ts";
import type { Selecting } from "../scraping/selection.ts";
import { type Alert, alertsOf } from "./alerts.ts";
import { type PlainAlertmanager, plainAlertmanagersOf } from "./plain-alertmanager.ts";
import { evaluatorsOf, sendersTo } from "./senders.ts";

/** An alerting rule as one Alertmanager knows it. */
export type Sent = Alert & {
  readonly rule: Alert;
  /** Labels that those who send it add, with the values that they can have. */
  readonly added: ReadonlyMap<string, Values>;
};

/** The alerts that reach an Alertmanager, or may: those that are evaluated by who sends to it. */
export const sentTo = (cluster: Cluster, alertmanager: Known<"Alertmanager">): readonly Sent[] =>
  cluster.derived(toEach).get(alertmanager) ?? [];

const toEach = (cluster: Cluster): ReadonlyMap<Known<"Alertmanager">, readonly Sent[]> =>
  new Map(cluster.all("Alertmanager").map((alertmanager) => [alertmanager, reaching(cluster, alertmanager)]));

function reaching(cluster: Cluster, alertmanager: Known<"Alertmanager">): readonly Sent[] {
  const senders = sendersTo(cluster, alertmanager);
  const added = new Map<Alert["object"], Sent["added"]>();
  for (const object of cluster.all("PrometheusRule")) {
    const evaluators = evaluatorsOf(cluster, object);
    // Whoever evaluates what none of the objects selects is somebody else, and may be any.
    const own =
      evaluators.length === 0 ? cluster.all("Prometheus") : evaluators.filter((each) => senders.includes(each));
    if (evaluators.length === 0 || own.length > 0) added.set(object, externalLabels(own));
  }
  return alertsOf(cluster).flatMap((rule) => {
    const labels = added.get(rule.object);
    return labels === undefined ? [] : [{ ...rule, rule, added: labels }];
  });
}

/**
 * The alerts that reach one that no operator runs: those of each Prometheus without an operator that names it, or any where there is one
 * Alertmanager only. What is relabelled on its way is left out, since nobody knows what becomes of it.
 */
export const sentToPlain = (cluster: Cluster, { pods }: PlainAlertmanager): readonly Sent[] =>
  plainPrometheusesOf(cluster).flatMap((prometheus) => {
    const { alertmanagers = [], alert_relabel_configs = [] } = prometheus.config?.alerting ?? {};
    if (alert_relabel_configs.length > 0) return [];
    const isOnly = cluster.all("Alertmanager").length + plainAlertmanagersOf(cluster).length === 1;
    const { namespace } = prometheus.pods;
    const leads = ({ scheme = "http", static_configs = [] }: (typeof alertmanagers)[number]) =>
      static_configs.some(({ targets = [] }) =>
        targets.some((target) =>
          placesAt(cluster, target, { namespace }, { path: "", scheme }).some((place) => place.pods === pods),
        ),
      );
    if (!(isOnly ? alertmanagers.length > 0 : alertmanagers.some(leads))) return [];
    const { external_labels = {} } = prometheus.config?.global ?? {};
    const added = new Map(Object.entries(external_labels).map(([label, value]): [string, Values] => [label, [value]]));
    const files = prometheus.patterns.flatMap((pattern) => pattern.files.map(({ object }) => idOf(object)));
    return alertsOf(cluster).flatMap((rule) => (files.includes(idOf(rule.object)) ? { ...rule, rule, added } : []));
  });

/** Labels that each Prometheus adds to its alerts, with the values that they have. */
function externalLabels(senders: readonly Selecting[]): Sent["added"] {
  const all = senders.flatMap((each) => (each.kind === "Prometheus" ? [externalLabelsOf(each)] : []));
  const names = new Set(all.flatMap((labels) => [...labels.keys()]));
  return new Map([...names].map((name) => [name, all.map((labels) => labels.get(name) ?? absent).reduce(either)]));
}

/** What a label of an alert can be when it reaches Alertmanager. */
export function valuesIn(cluster: Cluster, world: World, alert: Sent, label: string): Values {
  const { name, labels, expr, added } = alert;
  if (label === "alertname") return [name];
  const fixed = labels[label];
  if (fixed !== undefined) return fixed.includes("{{") ? open : [fixed];
  if (givesLabel(cluster, world, expr, label) !== "no") return open;
  return added.get(label) ?? absent;
}

/** Whether an alert has a label when it reaches Alertmanager. */
export function carries(cluster: Cluster, world: World, alert: Sent, label: string): Answer {
  const values = valuesIn(cluster, world, alert, label);
  if (values !== open) return canBeThere(values) ? (canBeAbsent(values) ? "unknown" : "yes") : "no";
  return alert.labels[label] === undefined ? givesLabel(cluster, world, alert.expr, label) : "unknown";
}
