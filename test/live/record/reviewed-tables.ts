import { descriptive } from "./descriptive.ts";
import type { Closed, Counters, Further, Reviewed } from "./reviewed.ts";

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
  {
    family: /^container_memory_failures_total$/,
    label: "failure_type",
    values: ["pgfault", "pgmajfault"],
    source: "cAdvisor, metrics/prometheus.go",
  },
  {
    family: /^container_memory_failures_total$/,
    label: "scope",
    values: ["container", "hierarchy"],
    source: "cAdvisor, metrics/prometheus.go",
  },
  {
    family: /^pg_stat_activity_(count|max_tx_duration)$/,
    label: "state",
    values: [
      "active",
      "disabled",
      "fastpath function call",
      "idle",
      "idle in transaction",
      "idle in transaction (aborted)",
    ],
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
  {
    family: /^kube_(deployment|horizontalpodautoscaler)_status_condition$/,
    label: "status",
    values: truth,
    source: kubeStateMetrics,
  },
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
  {
    family: /^kube_pod_status_qos_class$/,
    label: "qos_class",
    values: ["BestEffort", "Burstable", "Guaranteed"],
    source: `${kubernetes}, PodQOSClass`,
  },
  {
    family: /^kube_namespace_status_phase$/,
    label: "phase",
    values: ["Active", "Terminating"],
    source: `${kubernetes}, NamespacePhase`,
  },
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
  {
    family: /^prometheus_operator_managed_resources$/,
    label: "state",
    values: ["rejected", "selected"],
    source: "prometheus-operator, pkg/operator",
  },
  {
    family: /^alertmanager_alerts$/,
    label: "state",
    values: ["active", "suppressed", "unprocessed"],
    source: "Alertmanager, types",
  },
  {
    family: /^alertmanager_silences$/,
    label: "state",
    values: ["active", "expired", "pending"],
    source: "Alertmanager, types",
  },
];

const counters: readonly Counters[] = [
  {
    family: /^node_netstat_(?!Ip6?_Forwarding$|Tcp_CurrEstab$)/,
    source: "RFC 4293, RFC 4022 and RFC 4113: all of these groups but forwarding and current connections are counters",
  },
  {
    family: /^node_vmstat_(oom_kill|pgfault|pgmajfault|pgpgin|pgpgout|pswpin|pswpout)$/,
    source: "the kernel's vm_event counters",
  },
];

const further: readonly Further[] = [
  {
    family: /^ALERTS/,
    labels: [
      ...[
        "alertname",
        "component",
        "container",
        "controller",
        "deployment",
        "horizontalpodautoscaler",
        "instance",
        "integration",
      ],
      ...["job", "job_name", "kind", "mountpoint", "namespace", "node", "persistentvolumeclaim", "pod"],
      ...["resource", "service", "severity", "workload"],
    ],
    source: "the identities of the alerts in lib/mixins: which of them fire decides what is recorded",
  },
];

/** The reviewed tables. */
export const reviewed: Reviewed = { closed, counters, descriptive, further };
