import { gauge, open } from "../../lib/promql/metric.ts";

const target = { namespace: open, service: open, pod: open, container: open, endpoint: open, job: open, instance: open, node: open } as const;
const alert = { alertname: open, severity: open, component: open, namespace: open, service: open, pod: open, container: open, node: open, job: open, instance: open, persistentvolumeclaim: open } as const;
const key = Object.keys(alert) as (keyof typeof alert)[];

export const up = gauge("up", target, ["job", "instance"]);
export const ALERTS = gauge("ALERTS", { ...alert, alertstate: ["pending", "firing"] }, [...key, "alertstate"]);
export const ALERTS_FOR_STATE = gauge("ALERTS_FOR_STATE", alert, key);
