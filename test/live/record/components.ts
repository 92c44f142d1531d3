/** A program whose series make one contract. */
export interface Component {
  /** The file below `imports/metrics`, without `.ts`. */
  readonly file: string;
  readonly program: string;
  /** The label `job` of its targets. */
  readonly jobs: readonly [string, ...string[]];
  /** A regular expression for the names of its series; all but those that Prometheus makes where left out. */
  readonly names?: string;
  /** Where one job scrapes several programs, the container of this one. */
  readonly container?: string;
  /** Where the program's version stands: in a label of a series, or in the stand-in's requirements. */
  readonly version: VersionLabel | { readonly requirement: string };
  /** Its image is the user's own. */
  readonly ownImage?: true;
  /** What the program speaks of, and where its version stands. */
  readonly backend?: VersionLabel & { readonly name: string };
  /** Flags that decide which series there are. */
  readonly flags: RegExp;
}

/** A label of a series whose value is a version. */
export interface VersionLabel {
  readonly series: string;
  readonly label: string;
}

/** The components that are recorded. */
export const components: readonly Component[] = [
  {
    file: "agentprovision",
    program: "prometheus-fastapi-instrumentator",
    jobs: ["agentprovision"],
    // Nothing that it exports says which version it is.
    version: { requirement: "prometheus-fastapi-instrumentator" },
    ownImage: true,
    backend: { name: "CPython", series: "python_info", label: "version" },
    flags: /^$/,
  },
  {
    file: "node-exporter",
    program: "node_exporter",
    jobs: ["node-exporter"],
    version: { series: "node_exporter_build_info", label: "version" },
    backend: { name: "Linux", series: "node_uname_info", label: "release" },
    flags: /^--(no-)?collector\./,
  },
  {
    file: "cadvisor",
    program: "cAdvisor",
    jobs: ["cadvisor"],
    version: { series: "cadvisor_version_info", label: "cadvisorVersion" },
    flags: /^--?(store_container_labels|whitelisted_container_labels|enable_metrics|disable_metrics)=/,
  },
  {
    file: "postgres-exporter",
    program: "postgres_exporter",
    jobs: ["postgres-exporter", "postgres-exporter-replica"],
    version: { series: "postgres_exporter_build_info", label: "version" },
    backend: { name: "PostgreSQL", series: "pg_static", label: "short_version" },
    flags: /^--(no-)?(collector|disable|auto-discover|exclude)/,
  },
  {
    file: "redis-exporter",
    program: "redis_exporter",
    jobs: ["redis-exporter", "redis-exporter-replica"],
    version: { series: "redis_exporter_build_info", label: "version" },
    backend: { name: "Redis", series: "redis_instance_info", label: "redis_version" },
    flags: /^--/,
  },
  {
    file: "kube-state-metrics",
    program: "kube-state-metrics",
    jobs: ["kube-state-metrics"],
    version: { series: "kube_state_metrics_build_info", label: "version" },
    flags: /^--(resources|metric-)/,
  },
  {
    file: "kubelet",
    program: "kubelet",
    jobs: ["kubelet"],
    version: { series: "kube_node_info", label: "kubelet_version" },
    flags: /^$/,
  },
  {
    file: "prometheus",
    program: "prometheus",
    jobs: ["prometheus"],
    container: "prometheus",
    version: { series: "prometheus_build_info", label: "version" },
    flags: /^--enable-feature/,
  },
  {
    file: "alertmanager",
    program: "alertmanager",
    jobs: ["alertmanager"],
    container: "alertmanager",
    version: { series: "alertmanager_build_info", label: "version" },
    flags: /^--enable-feature/,
  },
  {
    file: "prometheus-operator",
    program: "prometheus-operator",
    jobs: ["prometheus-operator"],
    version: { series: "prometheus_operator_build_info", label: "version" },
    flags: /^$/,
  },
  {
    file: "prometheus-config-reloader",
    program: "prometheus-config-reloader",
    jobs: ["prometheus", "alertmanager"],
    container: "config-reloader",
    version: { series: "prometheus_config_reloader_build_info", label: "version" },
    flags: /^$/,
  },
  {
    file: "synthetic",
    program: "prometheus",
    jobs: [".*"],
    names: "up|scrape_.+|ALERTS|ALERTS_FOR_STATE",
    version: { series: "prometheus_build_info", label: "version" },
    ownImage: true,
    flags: /^$/,
  },
];
