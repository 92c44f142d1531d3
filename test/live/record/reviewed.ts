/** Some families and one of their labels, with the only values that it can take. */
export interface Closed {
  readonly family: RegExp;
  readonly label: string;
  readonly values: readonly string[];
  readonly source: string;
}

/** Families that only grow, though their program does not say so. */
export interface Counters {
  readonly family: RegExp;
  readonly source: string;
}

/** Labels that describe what others identify, in some families. */
export interface Descriptive {
  readonly family: RegExp;
  readonly labels: readonly string[];
}

/** What no recording tells: read in documentation and source, and reviewed. */
export interface Reviewed {
  readonly closed: readonly Closed[];
  readonly counters: readonly Counters[];
  readonly descriptive: readonly Descriptive[];
}

const kubeApi = "Kubernetes API reference, core/v1";
const kubeStateMetrics = "kube-state-metrics, docs/metrics";

const closed: readonly Closed[] = [
  {
    family: /^http_requests(_total|_created)$/,
    label: "status",
    values: ["1xx", "2xx", "3xx", "4xx", "5xx"],
    source: "prometheus-fastapi-instrumentator, should_group_status_codes",
  },
  {
    family: /^kube_pod_status_phase$/,
    label: "phase",
    values: ["Failed", "Pending", "Running", "Succeeded", "Unknown"],
    source: `${kubeApi}, PodPhase`,
  },
  {
    family: /^kube_(pod_status_(ready|scheduled)|node_status_condition|job_(complete|failed)|horizontalpodautoscaler_status_condition|persistentvolumeclaim_status_condition|deployment_status_condition|namespace_status_condition)$/,
    label: /* both of a condition and of its absence */ "condition",
    values: [],
    source: "",
  },
];

const counters: readonly Counters[] = [];

const descriptive: readonly Descriptive[] = [];

/** The reviewed tables. */
export const reviewed: Reviewed = { closed, counters, descriptive };
