import type { Delta } from "./deltas.ts";

/** What Prometheus tells since 3.15, and since 3.16. */
const since315 = {
  series: /^prometheus_tsdb_head_(appenders_created|series_pending_commit_underflow)_total$/,
  instead: "Prometheus 3.15 or a later one",
};
const since316 = {
  series: /^prometheus_remote_read_handler_gate_wait_duration_seconds(_|$)/,
  instead: "prometheus_remote_read_handler_queries",
};

const prometheus = {
  program: "prometheus",
  of: "version",
  recorded: "3.16.0",
  notes: ["go_*: Go's own runtime metrics were not compared"],
} as const;

const prometheus314: Delta = {
  ...prometheus,
  pinned: "3.14.0",
  removed: [since315, since316],
  sources: ["github.com/prometheus/prometheus, all declarations of metrics in v0.316.0 against v0.314.0"],
};

const prometheus313: Delta = {
  ...prometheus,
  pinned: "3.13.2",
  removed: [
    since315,
    since316,
    {
      series: /^prometheus_tsdb_(selected_series_compaction|head_native_histogram_)/,
      instead: "Prometheus 3.14 or a later one",
    },
  ],
  sources: ["github.com/prometheus/prometheus, all declarations of metrics in v0.316.0 against v0.313.2"],
};

const alertmanager = (pinned: string): Delta => ({
  program: "alertmanager",
  of: "version",
  recorded: "0.34.2",
  pinned,
  sources: [
    `github.com/prometheus/alertmanager, all declarations of metrics in v0.34.2 against v${pinned}: no difference`,
  ],
});

const kubeStateMetrics219: Delta = {
  program: "kube-state-metrics",
  of: "version",
  recorded: "2.20.0",
  pinned: "2.19.1",
  removed: [
    {
      series:
        /^kube_(persistentvolume_access_mode|pod_init_container_(state_started|status_last_terminated_(exitcode|timestamp)))$/,
      instead: "kube-state-metrics 2.20",
    },
  ],
  changed: [{ series: /^kube_pod_spec_volumes_persistentvolumeclaims_(info|readonly)$/, without: ["ephemeral"] }],
  notes: ["kube_pod_status_reason: 0 or 1 for each known reason; since 2.20 there is none but that of the pod"],
  sources: [
    "github.com/kubernetes/kube-state-metrics, CHANGELOG.md, docs/metrics and all declarations of metrics in v2.20.0 against v2.19.1",
  ],
};

/** Reviewed differences of versions that none of our environments runs, but kube-prometheus or kube-prometheus-stack does. */
export const deltasOfOthers: readonly Delta[] = [
  prometheus314,
  prometheus313,
  alertmanager("0.34.0"),
  alertmanager("0.33.1"),
  kubeStateMetrics219,
];
