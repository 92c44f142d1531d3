/** Names that begin with a program's word and one of these, each followed by nothing or more words. */
const series = (program: string, ...rest: readonly string[]): RegExp =>
  new RegExp(`^${program}_(${rest.join("|")})(_|$)`);

/**
 * Series that a program has only where there is something to tell: a node with a role, cards that are bonded, a store to write to. The
 * recordings had none of it, or a monitor that dropped them, so no more is known of these than that they may be there. Nobody's rule or
 * panel is wrong to ask for them; ours cannot, since they have no types.
 *
 * Source: the names in each program's source at the recorded version, against those in its file of `imports/metrics`.
 */
export const circumstances: Readonly<Record<string, RegExp>> = {
  alertmanager: series("alertmanager", "alerts_limited", "event", "events", "tls_transport"),
  cadvisor: series(
    "container",
    ...["blkio", "cpu_schedstat", "file_descriptors", "fs", "hugetlb", "llc", "memory_(bandwidth|migrate|numa)"],
    ...["network_(advance_tcp|tcp|udp)", "perf", "processes", "referenced_bytes", "sockets", "threads", "ulimits_soft"],
  ),
  "kube-state-metrics": series(
    "kube",
    "cronjob_schedule_invalid",
    "(daemonset|deployment|horizontalpodautoscaler|node|persistentvolume(claim)?|poddisruptionbudget)_deletion_timestamp",
    "(service|statefulset)_deletion_timestamp",
    "(deployment|replicaset)_status_terminating_replicas",
    "horizontalpodautoscaler_spec_behavior_scale_(down|up)_tolerance",
    "job_status_suspended",
    "(namespace|persistentvolumeclaim)_status_condition",
    "node_(role|spec_pod_cidrs)",
    "persistentvolume_csi_attributes",
    "pod_(nodeselectors|overhead_(cpu_cores|memory_bytes)|resourceclaim_info|runtimeclass_name_info)",
    "pod_status_disruption_reason",
    "service_(spec_external_ip|status_load_balancer_ingress)",
    "state_metrics_(config_hash|last_config_reload|list_objects|list_total)",
    "statefulset_ordinals_start",
  ),
  // Its contract has what the recording's monitor kept.
  kubelet: new RegExp(
    `^(${[
      ...["aggregator_discovery", "apiserver", "authentication", "authorization", "csi_operations", "disabled_metrics"],
      ...["dra", "get_token", "go", "hidden_metrics", "kubelet", "kubernetes", "plugin_manager", "prober", "process"],
      ...["registered_metrics", "rest_client", "storage_operation", "volume_manager", "volume_operation", "workqueue"],
    ].join("|")})_`,
  ),
  "node-exporter": series(
    "node",
    ...["bcache", "bonding", "btrfs", "cooling_device", "disk_(ata|device_mapper|filesystem)", "dmi", "drm", "edac"],
    ...["cpu_(bug|core|flag|frequency|info|isolated|online|package|scaling)", "fibrechannel", "hwmon", "infiniband"],
    ...["ipvs", "md", "nfsd?", "nvme", "os_support", "power_supply", "pressure_irq", "rapl", "schedstat", "selinux"],
    ...["swap", "tape", "thermal_zone", "watchdog", "xfs", "zfs"],
  ),
  "postgres-exporter": series(
    "pg",
    ...["buffercache", "exporter_user_queries", "process_idle", "statio_user_indexes", "xlog_location"],
    "stat_(activity_autovacuum|checkpointer|progress|statements|wal_receiver)",
  ),
  prometheus: series(
    "prometheus",
    ...["agent", "api_(otlp|remote_write)", "engine_query_(rejected|series)", "remote_(read_client|storage)", "sd"],
    "tsdb_(chunk_write_queue|out_of_order_wbl|wal_reader|wal_replay_unknown_refs|wbl)",
    ...["treecache", "wal_watcher"],
  ),
  "redis-exporter": series(
    "redis",
    ...["aof_rewrite_buffer", "cached_keys", "client_(biggest|longest)", "cluster_messages", "config_(key_)?value"],
    ...["current_client_thread", "db_keys_cached", "key", "keys_count", "latest_fork", "long_lock"],
    ...["memory_max_(fragmentation|reservation)", "number_of_distinct_key_groups", "script", "sentinel"],
    ...["server_threads", "storage_provider", "stream", "tile38"],
  ),
};
