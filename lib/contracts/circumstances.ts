/**
 * Series that a program has only where there is something to tell: a node with a role, cards that are bonded, a store to write to. The
 * recordings had none of it, or a monitor that dropped them, so no more is known of these than that they may be there. Nobody's rule or
 * panel is wrong to ask for them; ours cannot, since they have no types.
 *
 * Source: the names in each program's source at the recorded version, against those in its file of `imports/metrics`.
 */
export const circumstances: Readonly<Record<string, RegExp>> = {
  alertmanager: /^alertmanager_(alerts_limited|event_|events_|tls_transport_)/,
  cadvisor:
    /^container_(blkio_|cpu_schedstat_|file_descriptors$|fs_|hugetlb_|llc_|memory_(bandwidth_|migrate$|numa_)|network_(advance_tcp|tcp|udp)_|perf_|processes$|referenced_bytes$|sockets$|threads|ulimits_soft$)/,
  "kube-state-metrics": new RegExp(
    `^kube_(${[
      "cronjob_schedule_invalid",
      "(daemonset|deployment|horizontalpodautoscaler|node|persistentvolume(claim)?|poddisruptionbudget|service|statefulset)_deletion_timestamp",
      "(deployment|replicaset)_status_terminating_replicas",
      "horizontalpodautoscaler_spec_behavior_scale_(down|up)_tolerance",
      "job_status_suspended",
      "(namespace|persistentvolumeclaim)_status_condition",
      "node_role|node_spec_pod_cidrs",
      "persistentvolume_csi_attributes",
      "pod_(nodeselectors|overhead_cpu_cores|overhead_memory_bytes|resourceclaim_info|runtimeclass_name_info|status_disruption_reason)",
      "service_(spec_external_ip|status_load_balancer_ingress)",
      "state_metrics_(config_hash|last_config_reload_.*|list_objects|list_objects_limit|list_total)",
      "statefulset_ordinals_start",
    ].join("|")})$`,
  ),
  // Its contract has what the recording's monitor kept.
  kubelet:
    /^(aggregator_discovery|apiserver|authentication|authorization|csi_operations|disabled_metrics|dra|get_token|go|hidden_metrics|kubelet|kubernetes|plugin_manager|prober|process|registered_metrics|rest_client|storage_operation|volume_manager|volume_operation|workqueue)_/,
  "node-exporter":
    /^node_(bcache|bonding|btrfs|cooling_device|cpu_(bug|core|flag|frequency|info|isolated|online|package|scaling)|disk_(ata|device_mapper|filesystem)|dmi|drm|edac|fibrechannel|hwmon|infiniband|ipvs|md|nfsd?|nvme|os_support|power_supply|pressure_irq|rapl|schedstat|selinux|swap|tape|thermal_zone|watchdog|xfs|zfs)(_|$)/,
  "postgres-exporter":
    /^pg_(buffercache|exporter_user_queries|process_idle|stat_(activity_autovacuum|checkpointer|progress|statements|wal_receiver)|statio_user_indexes|xlog_location)(_|$)/,
  prometheus:
    /^prometheus_(agent|api_(otlp|remote_write)|engine_query_(rejected|series)|remote_(read_client|storage)|sd|treecache|tsdb_(chunk_write_queue|out_of_order_wbl|wal_reader|wal_replay_unknown_refs|wbl)|wal_watcher)_/,
  "redis-exporter":
    /^redis_(aof_rewrite_buffer_length|cached_keys_total|client_(biggest_input_buf|longest_output_list)|cluster_messages_.*|config_(key_)?value|current_client_thread|db_keys_cached|key_(group|size|value).*|keys_count|latest_fork_usec|long_lock_waits_total|memory_max_.*|number_of_distinct_key_groups|script_.*|sentinel_.*|server_threads_total|storage_provider_.*|stream_.*|tile38_.*)$/,
};
