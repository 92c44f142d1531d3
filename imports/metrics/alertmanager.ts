import { counter, gauge, open } from "../../lib/promql/metric.ts";

const target = { namespace: open, service: open, pod: open, container: open, endpoint: open, job: open, instance: open, node: open } as const;

export const alertmanagerNotificationsTotal = counter("alertmanager_notifications_total", { ...target, integration: open, receiver_name: open }, ["instance", "integration"]);
export const alertmanagerNotificationsFailedTotal = counter("alertmanager_notifications_failed_total", { ...target, integration: open, receiver_name: open, reason: open }, ["instance", "integration", "reason"]);
export const alertmanagerClusterMembers = gauge("alertmanager_cluster_members", target, ["instance"]);
export const alertmanagerConfigLastReloadSuccessful = gauge("alertmanager_config_last_reload_successful", target, ["instance"]);
