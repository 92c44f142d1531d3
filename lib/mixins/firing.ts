import { ALERTS, ALERTS_FOR_STATE } from "../../imports/metrics/synthetic.ts";
import { type Panel, panelsOf } from "../grafana/panel.ts";
import { not, oneOf, type Where } from "../promql/metric.ts";
import { promql } from "../promql/promql.ts";

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
    },
    value: "For",
    nothing: "Nothing is firing",
  });
}

/** An alert has the labels of its identity; the others stay empty. */
const labelled = (selector: ReturnType<typeof ALERTS>) => promql`
  max by (severity, alertname, namespace, service, pod, container, node, instance, persistentvolumeclaim, job) (${selector})`;
