import { nameOfMutant } from "./record.ts";

/** Mutants that no case can notice, or none but by chance, for one reason. */
interface Equivalents {
  readonly because: string;
  /** By rule. */
  readonly mutants: Readonly<Record<string, readonly string[]>>;
}

const isZeroOrOne = ["1 becomes 0.95"];
const divides = ["> becomes >=", "0 becomes -1"];
const orEqual = (time: number) => `> becomes >=${time === 1 ? "" : ` (${time})`}`;
const nameless = 'without container=~".+"';

const equivalents: readonly Equivalents[] = [
  {
    because: "it fires whatever the value is, and its text does not say it",
    mutants: { Watchdog: ["1 becomes 1.05", "1 becomes 0.95"] },
  },
  {
    because: "what is compared is a whole number: below 1 is below 0.95",
    mutants: {
      AlertmanagerReloadFailed: isZeroOrOne,
      PostgresDown: isZeroOrOne,
      PostgresMetricsIncomplete: isZeroOrOne,
      PrometheusFindsNoAlertmanager: isZeroOrOne,
      PrometheusReloadFailed: isZeroOrOne,
      PrometheusScrapesNothing: ["0 becomes -1", "1 becomes 0.95 (2)"],
      RedisDown: isZeroOrOne,
      RedisReplicationBroken: isZeroOrOne,
      RedisSaveFailed: isZeroOrOne,
      WorkloadDown: isZeroOrOne,
      "instance:pg_collectors:success": ["1 becomes 1.05"],
    },
  },
  {
    because: "what is divided is part of the divisor: 0 / 0 is not a number, which no limit is below or above",
    mutants: {
      "container:cpu_throttled_periods:ratio5m": divides,
      "controller:prometheus_operator_looks:error_ratio10m": divides,
      "controller:prometheus_operator_reconciles:error_ratio10m": divides,
      "filesystem:inodes:used_ratio": divides,
      "instance:pg_blocks:hit_ratio5m": divides,
      "instance:pg_stat_statements:mean_seconds5m": divides,
      "integration:alertmanager_notifications:failed_ratio15m": divides,
      "service:http_requests:error_ratio5m": divides,
    },
  },
  {
    because:
      "the render refuses a rule that gives other labels than it declares; to alerts only the sum of the handlers matters",
    mutants: {
      "handler:http_requests:rate5m": ["by without handler"],
      "handler:http_requests_failed:rate5m": ["by without handler"],
    },
  },
  {
    because: "panels show zero; to an alert no failures are as good as none, and nothing missing as zero",
    mutants: {
      "handler:http_requests_failed:rate5m": ["or becomes and", "or without its right operand"],
      "service:http_requests:missing": ["or without its right operand", "* becomes /", "0 becomes -1"],
    },
  },
  {
    because: "the alert asks for more of the divisor than that",
    mutants: {
      "instance:pg_blocks:hit_ratio5m": ["0 becomes 1"],
      "instance:pg_stat_statements:mean_seconds5m": ["0 becomes 1"],
    },
  },
  {
    because: "the divisor is a number of bytes or files: it is 0 or far above 1",
    mutants: {
      "filesystem:inodes:used_ratio": ["0 becomes 1"],
      "instance:redis_memory:used_ratio": ["0 becomes 1"],
      "pod:prometheus_storage:used_ratio": ["0 becomes 1"],
    },
  },
  {
    because: "the API server takes no autoscaler whose maximum is below 1",
    mutants: { "horizontalpodautoscaler:replicas:maximum_ratio": divides },
  },
  {
    because:
      "a pod's sandbox has no limit and no time slices: what has no container's name finds nothing to be divided by",
    mutants: {
      "container:cpu_throttled_periods:ratio5m": [nameless, `${nameless} (2)`],
      "container:cpu_usage_seconds:rate5m": [nameless],
      "container:memory_working_set_bytes:max": [nameless],
    },
  },
  {
    because: "the difference's sign is dropped",
    mutants: { "node:clock:skew_seconds": ["the operands of - swapped"] },
  },
  {
    because: "a rate, a mean or a trend that moves meets its limit exactly by rounding only",
    mutants: {
      ContainerCpuNearLimit: ["> becomes >="],
      ErrorBudgetBurnFast: [1, 2, 3, 4, 5, 6].map(orEqual),
      ErrorBudgetBurnSlow: [1, 2, 3].map(orEqual),
      HighErrorRate: [1, 2].map(orEqual),
      HighLatency: [1, 2].map(orEqual),
      LatencyBudgetBurnFast: [1, 2, 3, 4, 5, 6].map(orEqual),
      LatencyBudgetBurnSlow: [1, 2, 3].map(orEqual),
      NoTraffic: ["< becomes <="],
      NodeFilesystemFilling: ["> becomes >=", "> becomes >= (2)"],
      NodeMemoryPressure: ["> becomes >="],
      RedisEvictsUsefulKeys: ["> becomes >="],
      VolumeFilling: ["> becomes >=", "> becomes >= (2)"],
      "service:http_requests:usual_ratio6h": ["> becomes >="],
    },
  },
];

/** The names of all of them; `make mutate` refuses an entry that is not needed any more. */
export const explained: ReadonlySet<string> = new Set(
  equivalents.flatMap(({ mutants }) =>
    Object.entries(mutants).flatMap(([rule, whats]) => whats.map((what) => nameOfMutant({ rule, what }))),
  ),
);
