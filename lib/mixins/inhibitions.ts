import { type Inhibition, inhibits } from "../alerting/inhibition.ts";
import type { Mixin } from "../alerting/mixin.ts";
import { alerts as containers } from "./containers/alerts.ts";
import { alerts as http } from "./http/alerts.ts";
import { alerts as kubernetes } from "./kubernetes/alerts.ts";
import { alerts as nodes } from "./nodes/alerts.ts";
import { alerts as postgres } from "./postgres/alerts.ts";
import { alerts as prometheus } from "./prometheus/alerts.ts";
import { alerts as redis } from "./redis/alerts.ts";

const service = ["namespace", "service"] as const;
const container = ["namespace", "pod", "container"] as const;

/** What follows from what: while the first fires, the others tell nobody anything new. */
const inhibitions: readonly Inhibition[] = [
  inhibits(http, "HighErrorRate", ["HighLatency", "ErrorBudgetBurnFast", "ErrorBudgetBurnSlow"], service),
  inhibits(http, "HighLatency", ["LatencyBudgetBurnFast", "LatencyBudgetBurnSlow"], service),
  inhibits(http, "ErrorBudgetBurnFast", ["ErrorBudgetBurnSlow"], service),
  inhibits(http, "LatencyBudgetBurnFast", ["LatencyBudgetBurnSlow"], service),
  inhibits(containers, "ContainerThrottled", ["ContainerCpuNearLimit"], container),
  inhibits(containers, "ContainerKilledForMemory", ["ContainerMemoryNearLimit"], container),
  inhibits(containers, "ContainerCrashLooping", ["ContainerRestartsOften"], container),
  inhibits(kubernetes, "WorkloadDown", ["WorkloadReplicasMissing"], ["namespace", "kind", "workload"]),
  inhibits(kubernetes, "VolumeNearlyFull", ["VolumeFilling"], ["namespace", "persistentvolumeclaim"]),
  inhibits(nodes, "NodeMemoryPressure", ["NodeMemoryNearlyFull"], ["node"]),
  inhibits(nodes, "NodeFilesystemNearlyFull", ["NodeFilesystemFilling"], ["node", "mountpoint"]),
  inhibits(
    postgres,
    "PostgresDown",
    [
      "PostgresCacheHitRatioLow",
      "PostgresConnectionsHigh",
      "PostgresConnectionsNearlyExhausted",
      "PostgresDeadlocks",
      "PostgresLongTransaction",
      "PostgresMetricsIncomplete",
      "PostgresReplicationLagging",
      "PostgresSlowStatements",
      "PostgresTransactionIdsRunningOut",
    ],
    ["instance"],
  ),
  inhibits(postgres, "PostgresConnectionsNearlyExhausted", ["PostgresConnectionsHigh"], ["instance"]),
  inhibits(
    redis,
    "RedisDown",
    [
      "RedisEvictsUsefulKeys",
      "RedisHitRatioLow",
      "RedisMemoryNearlyFull",
      "RedisRejectsConnections",
      "RedisReplicationBroken",
      "RedisSaveFailed",
    ],
    ["instance"],
  ),
  inhibits(prometheus, "PrometheusFindsNoAlertmanager", ["PrometheusDropsAlerts"], ["pod"]),
];

/** The inhibitions whose alerts are installed. */
export function inhibitionsOf(installed: readonly Mixin[]): Inhibition[] {
  const names = new Set(installed.flatMap(({ alerts }) => Object.keys(alerts)));
  return inhibitions.filter(({ source, targets }) => [source, ...targets].every((name) => names.has(name)));
}
