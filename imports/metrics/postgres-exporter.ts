import { counter, gauge, open } from "../../lib/promql/metric.ts";

const target = { namespace: open, service: open, endpoint: open, job: open, instance: open } as const;

export const pgUp = gauge("pg_up", target, ["instance"]);
export const pgStatActivityCount = gauge("pg_stat_activity_count", { ...target, datname: open, state: ["active", "idle", "idle in transaction", "idle in transaction (aborted)", "fastpath function call", "disabled"], usename: open, application_name: open, backend_type: open, wait_event: open, wait_event_type: open, server: open }, ["instance", "datname", "state", "usename", "application_name", "backend_type", "wait_event", "wait_event_type"]);
export const pgStatActivityMaxTxDuration = gauge("pg_stat_activity_max_tx_duration", { ...target, datname: open, state: ["active", "idle", "idle in transaction", "idle in transaction (aborted)", "fastpath function call", "disabled"], usename: open, application_name: open, backend_type: open, wait_event: open, wait_event_type: open, server: open }, ["instance", "datname", "state", "usename", "application_name", "backend_type", "wait_event", "wait_event_type"]);
export const pgSettingsMaxConnections = gauge("pg_settings_max_connections", { ...target, server: open }, ["instance"]);
export const pgSettingsSuperuserReservedConnections = gauge("pg_settings_superuser_reserved_connections", { ...target, server: open }, ["instance"]);
export const pgStatDatabaseXactCommit = counter("pg_stat_database_xact_commit", { ...target, datid: open, datname: open }, ["instance", "datid"]);
export const pgStatDatabaseXactRollback = counter("pg_stat_database_xact_rollback", { ...target, datid: open, datname: open }, ["instance", "datid"]);
export const pgStatDatabaseBlksHit = counter("pg_stat_database_blks_hit", { ...target, datid: open, datname: open }, ["instance", "datid"]);
export const pgStatDatabaseBlksRead = counter("pg_stat_database_blks_read", { ...target, datid: open, datname: open }, ["instance", "datid"]);
export const pgStatDatabaseDeadlocks = counter("pg_stat_database_deadlocks", { ...target, datid: open, datname: open }, ["instance", "datid"]);
export const pgStatStatementsCallsTotal = counter("pg_stat_statements_calls_total", { ...target, user: open, datname: open, queryid: open }, ["instance", "user", "datname", "queryid"]);
export const pgStatStatementsSecondsTotal = counter("pg_stat_statements_seconds_total", { ...target, user: open, datname: open, queryid: open }, ["instance", "user", "datname", "queryid"]);
export const pgReplicationLagSeconds = gauge("pg_replication_lag_seconds", target, ["instance"]);
export const pgReplicationIsReplica = gauge("pg_replication_is_replica", target, ["instance"]);
export const pgLocksCount = gauge("pg_locks_count", { ...target, datname: open, mode: open }, ["instance", "datname", "mode"]);
export const pgDatabaseSizeBytes = gauge("pg_database_size_bytes", { ...target, datname: open }, ["instance", "datname"]);
