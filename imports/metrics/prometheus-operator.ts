import { counter, gauge, open } from "../../lib/promql/metric.ts";

const target = { namespace: open, service: open, pod: open, container: open, endpoint: open, job: open, instance: open, node: open } as const;

export const prometheusOperatorManagedResources = gauge("prometheus_operator_managed_resources", { ...target, controller: open, resource: open, state: ["selected", "rejected"] }, ["instance", "controller", "resource", "state"]);
export const prometheusOperatorReconcileErrorsTotal = counter("prometheus_operator_reconcile_errors_total", { ...target, controller: open }, ["instance", "controller"]);
