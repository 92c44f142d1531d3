/** A program whose series make one contract. */
export interface Component {
  /** The file below `imports/metrics`, without `.ts`. */
  readonly file: string;
  readonly program: string;
  /** The label `job` of its targets. */
  readonly job: string;
  /** Where one job scrapes several programs, the container of this one; `undefined` is the job's own. */
  readonly container?: string;
  /** The series and its label that tell the program's version. */
  readonly version: VersionLabel;
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
    job: "agentprovision",
    // Nothing that it exports says which version it is: see main.ts.
    version: { series: "", label: "" },
    backend: { name: "CPython", series: "python_info", label: "version" },
    flags: /^$/,
  },
  {
    file: "node-exporter",
    program: "node_exporter",
    job: "node-exporter",
    version: { series: "node_exporter_build_info", label: "version" },
    backend: { name: "Linux", series: "node_uname_info", label: "release" },
    flags: /^--(no-)?collector\./,
  },
  {
    file: "cadvisor",
    program: "cAdvisor",
    job: "cadvisor",
    version: { series: "cadvisor_version_info", label: "cadvisorVersion" },
    flags: /^--?(store_container_labels|whitelisted_container_labels|enable_metrics|disable_metrics)=/,
  },
  {
    file: "postgres-exporter",
    program: "postgres_exporter",
    job: "postgres-exporter",
    version: { series: "postgres_exporter_build_info", label: "version" },
    backend: { name: "PostgreSQL", series: "pg_static", label: "short_version" },
    flags: /^--(no-)?(collector|disable|auto-discover|exclude)/,
  },
  {
    file: "redis-exporter",
    program: "redis_exporter",
    job: "redis-exporter",
    version: { series: "redis_exporter_build_info", label: "version" },
    backend: { name: "Redis", series: "redis_instance_info", label: "redis_version" },
    flags: /^--/,
  },
  {
    file: "kube-state-metrics",
    program: "kube-state-metrics",
    job: "kube-state-metrics",
    version: { series: "kube_state_metrics_build_info", label: "version" },
    flags: /^--(resources|metric-)/,
  },
  {
    file: "kubelet",
    program: "kubelet",
    job: "kubelet",
    version: { series: "kube_node_info", label: "kubelet_version" },
    flags: /^$/,
  },
  {
    file: "prometheus",
    program: "prometheus",
    job: "prometheus",
    container: "prometheus",
    version: { series: "prometheus_build_info", label: "version" },
    flags: /^--enable-feature/,
  },
  {
    file: "alertmanager",
    program: "alertmanager",
    job: "alertmanager",
    container: "alertmanager",
    version: { series: "alertmanager_build_info", label: "version" },
    flags: /^--enable-feature/,
  },
  {
    file: "prometheus-operator",
    program: "prometheus-operator",
    job: "prometheus-operator",
    version: { series: "prometheus_operator_build_info", label: "version" },
    flags: /^$/,
  },
];
