import { ALERTS, ALERTS_FOR_STATE } from "../../imports/metrics/synthetic.ts";
import { type Panel, panelsOf } from "../grafana/panel.ts";
import { not, oneOf, type Where } from "../promql/metric.ts";
import { type Expression, promql } from "../promql/promql.ts";

type Alerts = Where<typeof ALERTS_FOR_STATE.labels>;

/** The alerts of a component, and of others with it, that are firing. */
export const firingAlerts = (component: string, title: string, ...others: readonly string[]): Panel =>
  alertTable(component, title, { component: oneOf(component, ...others) });

/** Chosen alerts that are firing, and for how long their condition has been true. */
export function alertTable(component: string, title: string, chosen: Alerts = {}): Panel {
  // It always fires.
  const where = { ...chosen, alertname: not("Watchdog") };
  return panelsOf(component, {}).table({
    title,
    description: "What has passed its limit for long enough to tell somebody. Its message links to its runbook.",
    unit: "s",
    queries: {
      firing: promql`
        time() - ${labelled(ALERTS_FOR_STATE(where))}
          and ${labelled(ALERTS({ ...where, alertstate: "firing" }))}`,
    },
    columns: {
      severity: "Severity",
      alertname: "Alert",
      namespace: "Namespace",
      service: "Service",
      pod: "Pod",
      container: "Container",
      node: "Node",
      instance: "Instance",
      persistentvolumeclaim: "Volume",
      job: "Job",
      what: "What",
    },
    value: "For",
    nothing: "Nothing is firing",
  });
}

/** An alert has the labels of its identity; the others stay empty. */
const labelled = (selector: ReturnType<typeof ALERTS>) => promql`
  max by (severity, alertname, namespace, service, pod, container, node, instance, persistentvolumeclaim, job, what) (
    ${named(selector)})`;

/** What only some alerts speak of shares a column: an alert has one of these at most, but for a workload, which has a kind. */
const named = (selector: ReturnType<typeof ALERTS>): Expression => {
  const workload = promql`label_replace(${selector}, "what", "$1", "workload", "(.+)")`;
  const deployment = promql`label_replace(${workload}, "what", "$1", "deployment", "(.+)")`;
  const autoscaler = promql`label_replace(${deployment}, "what", "$1", "horizontalpodautoscaler", "(.+)")`;
  const job = promql`label_replace(${autoscaler}, "what", "$1", "job_name", "(.+)")`;
  const mountpoint = promql`label_replace(${job}, "what", "$1", "mountpoint", "(.+)")`;
  const resource = promql`label_replace(${mountpoint}, "what", "$1", "resource", "(.+)")`;
  const integration = promql`label_replace(${resource}, "what", "$1", "integration", "(.+)")`;
  return promql`label_replace(${integration}, "what", "$1", "controller", "(.+)")`;
};
