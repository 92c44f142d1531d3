import type { Kind } from "../promql/metric.ts";

/** How the series of what runs differ from those of a contract in `imports/metrics`. */
interface Differences {
  /** Series that there are no more; names that no other program has. */
  readonly removed?: readonly { readonly series: RegExp; readonly instead: string }[];
  /** New names by the old ones; what else is known of the series stays true. */
  readonly renamed?: Readonly<Record<string, string>>;
  readonly changed?: readonly Change[];
  /** New families that a query may one day want; those of tools that nobody here runs are left out. */
  readonly added?: readonly string[];
  /** What no check can see: values that mean something else. */
  readonly notes?: readonly string[];
}

/** What became of some series' labels or kind. */
export interface Change {
  readonly series: RegExp;
  readonly without?: readonly string[];
  /** New labels, none of which makes more series of one. */
  readonly with?: readonly string[];
  readonly kind?: Kind;
}

/** A difference between what a contract was recorded from and what runs, reviewed by a person. */
export interface Delta extends Differences {
  /** As `imports/metrics` names its file. */
  readonly program: string;
  /** Its version, that of what it asks, or a flag. */
  readonly of: "version" | "backend" | "flag";
  /** Nothing for a flag that was not there. */
  readonly recorded: string;
  readonly pinned: string;
  /** Where it was read, or how it was seen. */
  readonly sources: readonly string[];
}

const postgresExporter: Delta = {
  program: "postgres-exporter",
  of: "version",
  recorded: "0.19.1",
  pinned: "0.20.1",
  removed: [
    {
      series: /^pg_stat_replication_reply_time$/,
      instead: "pg_stat_replication_pg_wal_lsn_diff, which grows while a standby is silent",
    },
  ],
  renamed: {
    pg_replication_slot_safe_wal_size_bytes: "pg_replication_slots_safe_wal_size_bytes",
    pg_replication_slot_slot_confirmed_flush_lsn: "pg_replication_slots_slot_confirmed_flush_lsn",
    pg_replication_slot_slot_current_wal_lsn: "pg_replication_slots_slot_current_wal_lsn",
    pg_replication_slot_slot_is_active: "pg_replication_slots_slot_is_active",
    pg_replication_slot_wal_status: "pg_replication_slots_wal_status",
  },
  changed: [
    // They moved from the old map of queries, which added the label, to collectors of their own.
    {
      series:
        /^pg_(settings_|stat_activity_(count|max_tx_duration)$|stat_archiver_|stat_replication_|replication_slots_)/,
      without: ["server"],
    },
  ],
  notes: [
    "pg_stat_archiver_*, pg_stat_replication_* and pg_replication_slots_*: no series where Postgres has no value; it was NaN",
    "pg_stat_replication_*: slot_name is the slot's name; it was the process id. client_addr has its mask: 10.0.0.1/32",
    "pg_stat_progress_vacuum_*: relname is an OID for databases other than the one that is asked",
    "the flags --no-collector.replication_slot and --disable-settings-metrics have become --no-collector.replication_slots and --no-collector.settings",
  ],
  sources: [
    "github.com/prometheus-community/postgres_exporter, CHANGELOG.md and collector/ of v0.20.1 against exporter/ of v0.19.1",
    "both run against PostgreSQL 15.18 with a slot in use, all families, types and labels compared",
  ],
};

const postgres: Delta = {
  program: "postgres-exporter",
  of: "backend",
  recorded: "PostgreSQL 15",
  pinned: "PostgreSQL 17",
  removed: [
    {
      series:
        /^pg_stat_bgwriter_(checkpoint_(sync|write)_time|checkpoints_(req|timed)|buffers_checkpoint|buffers_backend(_fsync)?)_total$/,
      instead: "pg_stat_checkpointer_*, with the flag --collector.stat_checkpointer",
    },
    {
      series: /^pg_settings_(db_user_namespace|old_snapshot_threshold_seconds|vacuum_defer_cleanup_age)$/,
      instead: "nothing: Postgres no longer has the setting",
    },
  ],
  added: [
    // Connections that max_connections counts and ordinary roles cannot have, besides the superuser's.
    "pg_settings_reserved_connections",
    "pg_settings_transaction_timeout_seconds",
    "pg_stat_database_conflicts_confl_active_logicalslot",
  ],
  notes: ["pg_stat_progress_vacuum_max_dead_tuples and _num_dead_tuples are bytes: the view's columns changed"],
  sources: ["postgres_exporter 0.20.1 run against PostgreSQL 15.18 and 17.10, all families, types and labels compared"],
};

const redisExporter: Delta = {
  program: "redis-exporter",
  of: "version",
  recorded: "1.54.0",
  pinned: "1.93.0",
  changed: [
    { series: /^redis_expired_time_cap_reached_total$/, kind: "counter" },
    { series: /^redis_instance_info$/, with: ["master_replid"] },
  ],
  added: [
    "redis_evicted_clients_total",
    "redis_max_clients",
    "redis_net_repl_input_bytes_total",
    "redis_net_repl_output_bytes_total",
    "redis_rdb_saves_total",
    "redis_db_keys_with_expiring_items",
  ],
  notes: [
    // Not in `removed`: other programs' contracts have series of these names.
    "go_*: no longer there without the flag --include-go-runtime-metrics; process_* is",
    "redis_connected_clients_details, with --export-client-list: now redis_connected_client_info",
    "read up to 1.91.1; of 1.92.0 and 1.93.0 neither source nor release notes could be had: record anew where the image can be run",
  ],
  sources: [
    "github.com/oliver006/redis_exporter, v1.54.0 against v1.88.0",
    "both run against Redis 7.0.15, 1.88.0 also against 7.4.1, all families, types and labels compared",
    "its exporter/exporter.go and exporter/info.go at 072bd8bdabb6 (after pull request 1176), release notes of v1.89.0 to v1.91.1",
  ],
};

const redis: Delta = {
  program: "redis-exporter",
  of: "backend",
  recorded: "Redis 7.0",
  pinned: "Redis 7.4",
  added: [
    "redis_client_output_buffer_limit_disconnections_total",
    "redis_client_query_buffer_limit_disconnections_total",
    "redis_acl_access_denied_auth_total",
  ],
  sources: ["redis_exporter 1.88.0 run against Redis 7.0.15 and 7.4.1, all families, types and labels compared"],
};

const redisWithoutConfig: Delta = {
  program: "redis-exporter",
  of: "flag",
  recorded: "",
  pinned: "--config-command=-",
  removed: [
    { series: /^redis_config_/, instead: "redis_max_clients or redis_memory_max_bytes, which need no CONFIG command" },
  ],
  notes: ["redis_db_keys: for 16 databases, since the exporter cannot ask how many there are"],
  sources: ["redis_exporter 1.88.0 run against Redis 7.4.1 with and without the flag"],
};

const cadvisor: Delta = {
  program: "cadvisor",
  of: "version",
  recorded: "0.53.0",
  pinned: "0.60.6",
  added: [
    "container_memory_events_high_total",
    "container_memory_events_max_total",
    "container_cpu_cfs_burst_periods_total",
    "container_cpu_cfs_burst_seconds_total",
    "container_creation_time_seconds",
    "container_health_state",
  ],
  notes: [
    "container_start_time_seconds: of the latest start; it was the container's creation",
    "a container whose statistics were not read has no series; they were 0",
    "recorded from the library in a stand-in for its main package, which is no module: with the same collectors and flags",
  ],
  sources: [
    "github.com/google/cadvisor, metrics/ of v0.53.0 against lib/metrics/ of lib/v0.60.6, all names, labels and types compared",
    "its cmd/ at v0.53.0 against v0.60.5; that of v0.60.6 could not be had",
  ],
};

const prometheus: Delta = {
  program: "prometheus",
  of: "version",
  recorded: "3.16.0",
  pinned: "3.15.0",
  removed: [
    {
      series: /^prometheus_remote_read_handler_gate_wait_duration_seconds(_|$)/,
      instead: "prometheus_remote_read_handler_queries",
    },
  ],
  notes: [
    "go_*: the image is built with Go 1.27, the recorded program with 1.26; Go's own runtime metrics were not compared",
    "counts that 3.16 corrected (samples of subqueries, corruptions found by a checkpoint) are still the old ones",
  ],
  sources: [
    "github.com/prometheus/prometheus, CHANGELOG.md and all declarations of metrics in v0.316.0 against v0.315.0",
  ],
};

const alertmanager: Delta = {
  program: "alertmanager",
  of: "version",
  recorded: "0.34.2",
  pinned: "0.34.1",
  sources: [
    "github.com/prometheus/alertmanager, all of v0.34.2 against v0.34.1: origins in the API and dependencies, no metric",
  ],
};

const prometheusOperator: Delta = {
  program: "prometheus-operator",
  of: "version",
  recorded: "0.93.1",
  pinned: "0.94.1",
  added: ["prometheus_operator_prometheus_status_condition", "prometheus_operator_alertmanager_status_condition"],
  sources: [
    "github.com/prometheus-operator/prometheus-operator, CHANGELOG.md and all declarations of metrics in v0.94.1 against v0.93.1",
  ],
};

const configReloader: Delta = {
  program: "prometheus-config-reloader",
  of: "version",
  recorded: "0.93.1",
  pinned: "0.94.1",
  sources: [
    "github.com/prometheus-operator/prometheus-operator, cmd/prometheus-config-reloader: the same in v0.93.1 and v0.94.1",
    "github.com/thanos-io/thanos, pkg/reloader: the same in v0.42.2 and v0.42.4, which they are built with",
  ],
};

/** All reviewed differences; each is for one pair, and a render that no longer needs one says so. */
export const deltas: readonly Delta[] = [
  postgresExporter,
  postgres,
  redisExporter,
  redis,
  redisWithoutConfig,
  cadvisor,
  prometheus,
  alertmanager,
  prometheusOperator,
  configReloader,
];
