import {
  kubeDaemonsetStatusDesiredNumberScheduled,
  kubeDaemonsetStatusNumberAvailable,
  kubeDeploymentSpecReplicas,
  kubeDeploymentStatusReplicasAvailable,
  kubeHorizontalpodautoscalerSpecMaxReplicas,
  kubeHorizontalpodautoscalerStatusCurrentReplicas,
  kubeResourcequota,
  kubeStatefulsetReplicas,
  kubeStatefulsetStatusReplicasReady,
} from "../../../imports/metrics/kube-state-metrics.ts";
import { kubeletVolumeStatsAvailableBytes, kubeletVolumeStatsCapacityBytes } from "../../../imports/metrics/kubelet.ts";
import { open, type Selector } from "../../promql/metric.ts";
import { type Expression, promql } from "../../promql/promql.ts";
import { record } from "../../promql/recording.ts";

const workload = { namespace: open, kind: open, workload: open } as const;
const volume = { namespace: open, persistentvolumeclaim: open } as const;

/** Deployments, StatefulSets and DaemonSets under one name: what is said of one holds for all. */
const workloads = (deployments: Selector, statefulSets: Selector, daemonSets: Selector): Expression => promql`
  max by (namespace, kind, workload) (
    label_replace(label_replace(${deployments}, "workload", "$1", "deployment", "(.*)"), "kind", "Deployment", "", ""))
  or max by (namespace, kind, workload) (
    label_replace(label_replace(${statefulSets}, "workload", "$1", "statefulset", "(.*)"), "kind", "StatefulSet", "", ""))
  or max by (namespace, kind, workload) (
    label_replace(label_replace(${daemonSets}, "workload", "$1", "daemonset", "(.*)"), "kind", "DaemonSet", "", ""))`;

/** Replicas that a workload should have; of a DaemonSet one for each node that it is meant for. */
export const wanted = record(
  "workload:replicas:wanted",
  workload,
  workloads(kubeDeploymentSpecReplicas(), kubeStatefulsetReplicas(), kubeDaemonsetStatusDesiredNumberScheduled()),
);

/** Replicas that can do their work. */
export const available = record(
  "workload:replicas:available",
  workload,
  workloads(
    kubeDeploymentStatusReplicasAvailable(),
    kubeStatefulsetStatusReplicasReady(),
    kubeDaemonsetStatusNumberAvailable(),
  ),
);

/** Replicas that are wanted and cannot do their work. */
export const missing = record("workload:replicas:missing", workload, promql`${wanted()} - ${available()}`);

const autoscaler = (selector: Selector) => promql`max by (namespace, horizontalpodautoscaler) (${selector})`;

/** Replicas as a share of the most that an autoscaler may start. */
export const ofMaximum = record(
  "horizontalpodautoscaler:replicas:maximum_ratio",
  { namespace: open, horizontalpodautoscaler: open },
  promql`
    ${autoscaler(kubeHorizontalpodautoscalerStatusCurrentReplicas())}
      / (${autoscaler(kubeHorizontalpodautoscalerSpecMaxReplicas())} > 0)`,
);

/** Share of each volume that is used; `max`, since a volume that moves is seen on two nodes for a while. */
export const volumeUsed = record(
  "persistentvolumeclaim:volume:used_ratio",
  volume,
  promql`
    1 - max by (namespace, persistentvolumeclaim) (${kubeletVolumeStatsAvailableBytes()})
      / max by (namespace, persistentvolumeclaim) (${kubeletVolumeStatsCapacityBytes()})`,
);

/** What share of each volume would be used in a day if it went on as in the last six hours. */
export const volumeUsedTomorrow = record(
  "persistentvolumeclaim:volume:used_ratio_in_1d",
  volume,
  promql`predict_linear(${volumeUsed()}[6h], 86400)`,
);

const quota = (type: "hard" | "used") => promql`
  max by (namespace, resourcequota, resource) (${kubeResourcequota({ type })})`;

/** What a namespace uses of what it may ask for; of several quotas the fullest. */
export const quotaUsed = record(
  "namespace:resourcequota:used_ratio",
  { namespace: open, resource: open },
  promql`max by (namespace, resource) (${quota("used")} / (${quota("hard")} > 0))`,
);

/** In the order in which they build on one another. */
export const recordings = [wanted, available, missing, ofMaximum, volumeUsed, volumeUsedTomorrow, quotaUsed];
