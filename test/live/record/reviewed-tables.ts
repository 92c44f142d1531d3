import type { Closed, Counters, Descriptive, Further, Reviewed } from "./reviewed.ts";

const kubernetes = "Kubernetes API reference";
const kubeStateMetrics = "kube-state-metrics, docs/metrics";
const truth = ["false", "true", "unknown"];

const closed: readonly Closed[] = [
  {
    family: /^http_requests_(total|created)$/,
    label: "status",
    values: ["1xx", "2xx", "3xx", "4xx", "5xx"],
    source: "prometheus-fastapi-instrumentator, should_group_status_codes",
  },
  { family: /^ALERTS$/, label: "alertstate", values: ["firing", "pending"], source: "Prometheus, alerting rules" },
  {
    family: /^node_cpu_seconds_total$/,
    label: "mode",
    values: ["idle", "iowait", "irq", "nice", "softirq", "steal", "system", "user"],
    source: "node_exporter, collector/cpu_linux.go; the kernel's /proc/stat",
  },
  {
    family: /^container_tasks_state$/,
    label: "state",
    values: ["iowaiting", "running", "sleeping", "stopped", "uninterruptible"],
    source: "cAdvisor, metrics/prometheus.go",
  },
  { family: /^container_memory_failures_total$/, label: "failure_type", values: ["pgfault", "pgmajfault"], source: "cAdvisor, metrics/prometheus.go" },
  { family: /^container_memory_failures_total$/, label: "scope", values: ["container", "hierarchy"], source: "cAdvisor, metrics/prometheus.go" },
  {
    family: /^pg_stat_activity_(count|max_tx_duration)$/,
    label: "state",
    values: ["active", "disabled", "fastpath function call", "idle", "idle in transaction", "idle in transaction (aborted)"],
    source: "PostgreSQL, pg_stat_activity; postgres_exporter, queries.go joins with exactly these",
  },
  {
    family: /^pg_locks_count$/,
    label: "mode",
    values: [
      ...["accessexclusivelock", "accesssharelock", "exclusivelock", "rowexclusivelock", "rowsharelock"],
      ...["sharelock", "sharerowexclusivelock", "shareupdateexclusivelock", "sireadlock"],
    ],
    source: "PostgreSQL, table-level lock modes; postgres_exporter, collector/pg_locks.go",
  },
  { family: /^kube_node_status_condition$/, label: "status", values: truth, source: kubeStateMetrics },
  { family: /^kube_(deployment|horizontalpodautoscaler)_status_condition$/, label: "status", values: truth, source: kubeStateMetrics },
  {
    family: /^kube_horizontalpodautoscaler_status_condition$/,
    label: "condition",
    values: ["AbleToScale", "ScalingActive", "ScalingLimited"],
    source: `${kubernetes}, autoscaling/v2`,
  },
  { family: /^kube_pod_status_(ready|scheduled)$/, label: "condition", values: truth, source: kubeStateMetrics },
  { family: /^kube_job_(complete|failed)$/, label: "condition", values: truth, source: kubeStateMetrics },
  {
    family: /^kube_pod_status_phase$/,
    label: "phase",
    values: ["Failed", "Pending", "Running", "Succeeded", "Unknown"],
    source: `${kubernetes}, PodPhase`,
  },
  { family: /^kube_pod_status_qos_class$/, label: "qos_class", values: ["BestEffort", "Burstable", "Guaranteed"], source: `${kubernetes}, PodQOSClass` },
  { family: /^kube_namespace_status_phase$/, label: "phase", values: ["Active", "Terminating"], source: `${kubernetes}, NamespacePhase` },
  {
    family: /^kube_persistentvolumeclaim_status_phase$/,
    label: "phase",
    values: ["Bound", "Lost", "Pending"],
    source: `${kubernetes}, PersistentVolumeClaimPhase`,
  },
  {
    family: /^kube_persistentvolume_status_phase$/,
    label: "phase",
    values: ["Available", "Bound", "Failed", "Pending", "Released"],
    source: `${kubernetes}, PersistentVolumePhase`,
  },
  { family: /^kube_resourcequota$/, label: "type", values: ["hard", "used"], source: kubeStateMetrics },
  { family: /^prometheus_operator_managed_resources$/, label: "state", values: ["rejected", "selected"], source: "prometheus-operator, pkg/operator" },
  { family: /^alertmanager_alerts$/, label: "state", values: ["active", "suppressed", "unprocessed"], source: "Alertmanager, types" },
  { family: /^alertmanager_silences$/, label: "state", values: ["active", "expired", "pending"], source: "Alertmanager, types" },
];

const counters: readonly Counters[] = [
  {
    family: /^node_netstat_(?!Ip6?_Forwarding$|Tcp_CurrEstab$)/,
    source: "RFC 4293, RFC 4022 and RFC 4113: all of these groups but forwarding and current connections are counters",
  },
  { family: /^node_vmstat_(oom_kill|pgfault|pgmajfault|pgpgin|pgpgout|pswpin|pswpout)$/, source: "the kernel's vm_event counters" },
];

const descriptive: readonly Descriptive[] = [
  // A name is free only after the object that had it is gone.
  { family: /^kube_/, labels: ["uid"] },
  { family: /^kube_pod_/, labels: ["container_id", "image", "image_id", "image_spec", "node"] },
  {
    family: /^kube_pod_info$/,
    labels: ["created_by_kind", "created_by_name", "host_ip", "host_network", "pod_ip", "priority_class"],
  },
  { family: /^kube_pod_(restart_policy|scheduler|service_account)$/, labels: ["name", "service_account", "type"] },
  { family: /^kube_pod_container_resource_|^kube_pod_init_container_resource_|^kube_node_status_(allocatable|capacity)$/, labels: ["unit"] },
  {
    family: /^kube_node_info$/,
    labels: [
      ...["container_runtime_version", "internal_ip", "kernel_version", "kubelet_version", "kubeproxy_version", "os_image"],
      ...["pod_cidr", "provider_id", "system_uuid"],
    ],
  },
  { family: /^kube_persistentvolumeclaim_info$/, labels: ["storageclass", "volumemode", "volumename"] },
  {
    family: /^kube_persistentvolume_(info|claim_ref|volume_mode)$/,
    labels: [
      ...["claim_namespace", "csi_driver", "csi_volume_handle", "fc_lun", "host_path", "local_path", "name", "nfs_path", "nfs_server"],
      ...["reclaim_policy", "storageclass", "volumemode"],
    ],
  },
  { family: /^kube_service_(info|spec_type)$/, labels: ["cluster_ip", "external_name", "external_traffic_policy", "load_balancer_ip", "type"] },
  { family: /^kube_cronjob_info$/, labels: ["concurrency_policy", "schedule", "timezone"] },
  {
    family: /^kube_horizontalpodautoscaler_info$/,
    labels: ["scaletargetref_api_version", "scaletargetref_kind", "scaletargetref_name"],
  },
  { family: /^kube_statefulset_/, labels: ["revision", "when_deleted", "when_scaled"] },
  // What the program is: one series a process.
  {
    family: /_build_info$|^cadvisor_version_info$|^go_info$|^python_info$/,
    labels: [
      ...["branch", "cadvisorVersion", "client_go_version", "goarch", "golang_version", "goos", "goversion", "implementation"],
      ...["kernelVersion", "major", "minor", "osVersion", "patchlevel", "revision", "tags", "version"],
    ],
  },
  { family: /^machine_/, labels: ["boot_id", "machine_id"] },
  {
    family: /^node_(uname|os)_(info|version)$/,
    labels: [
      ...["domainname", "id", "machine", "name", "nodename", "pretty_name", "release", "sysname"],
      ...["version", "version_codename", "version_id"],
    ],
  },
  { family: /^node_network_info$/, labels: ["address", "adminstate", "broadcast", "duplex", "operstate"] },
  { family: /^node_disk_info$/, labels: ["major", "minor", "rotational"] },
  // The address that the exporter was told; `instance` says which database it is.
  { family: /^pg_/, labels: ["server"] },
  { family: /^pg_static$/, labels: ["short_version", "version"] },
  { family: /^pg_stat_database_/, labels: ["datid"] },
  { family: /^pg_replication_slot_/, labels: ["slot_type"] },
  {
    family: /^redis_instance_info$/,
    labels: ["maxmemory_policy", "os", "process_id", "redis_build_id", "redis_mode", "redis_version", "role", "run_id", "tcp_port"],
  },
  { family: /^redis_(master|slave)_/, labels: ["master_host", "master_port", "read_only"] },
  { family: /^redis_connected_slave_/, labels: ["slave_state"] },
  { family: /^ALERTS/, labels: ["alertstate", "component", "severity"] },
];

const further: readonly Further[] = [
  {
    family: /^ALERTS/,
    labels: [
      ...["alertname", "component", "container", "instance", "job", "namespace", "node", "persistentvolumeclaim", "pod"],
      ...["service", "severity"],
    ],
    source: "the identities of the alerts in lib/mixins: which of them fire decides what is recorded",
  },
];

/** The reviewed tables. */
export const reviewed: Reviewed = { closed, counters, descriptive, further };
