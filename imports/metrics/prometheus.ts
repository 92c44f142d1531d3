import { counter, gauge, open } from "../../lib/promql/metric.ts";

const target = { namespace: open, service: open, pod: open, container: open, endpoint: open, job: open, instance: open, node: open } as const;

export const prometheusRuleEvaluationFailuresTotal = counter("prometheus_rule_evaluation_failures_total", { ...target, rule_group: open }, ["instance", "rule_group"]);
export const prometheusTsdbHeadSeries = gauge("prometheus_tsdb_head_series", target, ["instance"]);
export const prometheusTsdbHeadSamplesAppendedTotal = counter("prometheus_tsdb_head_samples_appended_total", { ...target, type: open }, ["instance", "type"]);
export const prometheusTsdbStorageBlocksBytes = gauge("prometheus_tsdb_storage_blocks_bytes", target, ["instance"]);
export const prometheusTsdbRetentionLimitBytes = gauge("prometheus_tsdb_retention_limit_bytes", target, ["instance"]);
export const prometheusNotificationsDroppedTotal = counter("prometheus_notifications_dropped_total", target, ["instance"]);
export const prometheusConfigLastReloadSuccessful = gauge("prometheus_config_last_reload_successful", target, ["instance"]);
