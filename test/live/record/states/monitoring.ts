import type { Kubectl, KubernetesObject } from "../../kubectl.ts";
import { namespace, object, type State } from "./state.ts";

const rules = (name: string, ...list: readonly object[]): KubernetesObject =>
  object("monitoring.coreos.com/v1", "PrometheusRule", name, { groups: [{ name, rules: list }] });

const alert = (name: string, expr: string, severity: string) => ({ alert: name, expr, labels: { severity } });

/** Prometheus, Alertmanager and the operator in trouble. */
export const monitoringStates: readonly State[] = [
  {
    name: "a rule that cannot be evaluated",
    objects: [rules("failing", { record: "record:failing:many", expr: "up * on () up" })],
    seen: "prometheus_rule_evaluation_failures_total > 0",
  },
  {
    name: "a target that does not answer",
    objects: [
      {
        apiVersion: "v1",
        kind: "Service",
        metadata: { name: "silent", namespace, labels: { app: "silent" } },
        spec: { selector: { app: "unavailable" }, publishNotReadyAddresses: true, ports: [{ name: "none", port: 1 }] },
      },
      object("monitoring.coreos.com/v1", "ServiceMonitor", "silent", {
        selector: { matchLabels: { app: "silent" } },
        endpoints: [{ port: "none", interval: "15s" }],
      }),
    ],
    seen: 'up{job="silent"} == 0',
  },
  {
    name: "alerts that fire, wait, are silenced, and cannot be told",
    objects: [
      rules("alerts", alert("Record", "vector(1)", "critical"), alert("RecordSilenced", "vector(1)", "warning"), {
        ...alert("RecordPending", "vector(1)", "warning"),
        for: "1h",
      }),
    ],
    provoke: silence,
    seen: 'alertmanager_alerts{state="suppressed"} > 0 and on () alertmanager_notification_requests_failed_total > 0',
  },
  {
    name: "two Alertmanagers that gossip",
    provoke: (kubectl) => scaleAlertmanager(kubectl, 2),
    seen: "alertmanager_cluster_members == 2",
  },
  {
    name: "an object that the operator rejects",
    objects: [
      object("monitoring.coreos.com/v1", "ServiceMonitor", "rejected", {
        selector: {},
        endpoints: [{ port: "http", authorization: { credentials: { name: "none", key: "none" } } }],
      }),
    ],
    seen: 'prometheus_operator_managed_resources{state="rejected"} > 0',
  },
];

/** Changes how many Alertmanagers there are; policies that hide gossip are open while states are provoked. */
export async function scaleAlertmanager(kubectl: Kubectl, replicas: number): Promise<void> {
  const patch = JSON.stringify({ spec: { replicas } });
  await kubectl.run([
    "patch",
    "--namespace",
    "monitoring",
    "alertmanager",
    "alertmanager",
    "--type",
    "merge",
    "--patch",
    patch,
  ]);
}

async function silence(kubectl: Kubectl): Promise<void> {
  const address = await kubectl.forward("monitoring", "alertmanager", 9093);
  const [from, until] = [0, 3_600_000].map((offset) => new Date(Date.now() + offset).toISOString());
  const response = await fetch(`${address}/api/v2/silences`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      matchers: [{ name: "alertname", value: "RecordSilenced", isRegex: false, isEqual: true }],
      startsAt: from,
      endsAt: until,
      createdBy: "record-metrics",
      comment: "recording",
    }),
  });
  if (!response.ok) throw new Error(`Alertmanager refuses the silence: ${await response.text()}`);
}
