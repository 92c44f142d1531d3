import {
  kubeDeploymentSpecReplicas,
  kubeDeploymentStatusReplicasAvailable,
  kubeHorizontalpodautoscalerSpecMaxReplicas,
  kubeHorizontalpodautoscalerStatusCurrentReplicas,
  kubeNodeStatusCondition,
  kubePodContainerStatusRestartsTotal,
  kubePodContainerStatusWaitingReason,
  kubePodStatusPhase,
  kubeResourcequota,
} from "../../../imports/metrics/kube-state-metrics.ts";
import { panelsOf } from "../../grafana/panel.ts";
import { variable } from "../../grafana/variable.ts";
import { oneOf } from "../../promql/metric.ts";
import { promql } from "../../promql/promql.ts";
import { firingAlerts } from "../firing.ts";
import { alerts } from "./alerts.ts";
import { volumeUsed } from "./rules.ts";

const { graph, stat, bars, table } = panelsOf("kubernetes", alerts);
const chosen = { namespace: variable("namespace") };

/** Alerts of the cluster that are firing. */
export const firing = firingAlerts("kubernetes", "Firing alerts of the cluster");

export const nodesNotReady = stat({
  title: "Nodes not ready",
  description: "Nodes that have told of no health for a while; their pods move elsewhere after five minutes.",
  unit: "short",
  queries: {
    "not ready": promql`
      sum(max by (node, status) (${kubeNodeStatusCondition({ condition: "Ready", status: oneOf("false", "unknown") })}))
        or vector(0)`,
  },
  details: "infrastructure-health",
  badFrom: 1,
});

export const podsNotRunning = stat({
  title: "Pods that do not run",
  description:
    "Pods that wait for a node, an image or a volume, or whose node is silent. Pods of failed jobs are not counted: they stay.",
  unit: "short",
  queries: {
    "{{phase}}": promql`sum by (phase) (${kubePodStatusPhase({ phase: oneOf("Pending", "Unknown") })})`,
  },
  details: "infrastructure-health",
  badFrom: 1,
});

export const waiting = table({
  title: "Containers that cannot start",
  description: "Why each of them waits. CrashLoopBackOff: read its log. ImagePullBackOff: the image or its registry.",
  unit: "short",
  queries: {
    waiting: promql`
      max by (namespace, pod, container, reason) (
        ${kubePodContainerStatusWaitingReason(chosen)}) > 0`,
  },
  columns: { namespace: "Namespace", pod: "Pod", container: "Container", reason: "Reason" },
  nothing: "None",
});

export const restarts = graph({
  title: "Restarts of containers",
  description:
    "How often each container was restarted in the last ten minutes. Once is an accident, again and again is a crash loop.",
  unit: "short",
  queries: {
    "{{pod}} {{container}}": promql`
      sum by (pod, container) (increase(${kubePodContainerStatusRestartsTotal(chosen)}[10m])) > 0`,
  },
});

export const replicas = graph({
  title: "Replicas",
  description:
    "Replicas that are wanted and those that answer. A gap that lasts: a rollout is stuck or a node is full.",
  unit: "short",
  queries: {
    "{{deployment}} wanted": promql`max by (namespace, deployment) (${kubeDeploymentSpecReplicas(chosen)})`,
    "{{deployment}} available": promql`max by (namespace, deployment) (${kubeDeploymentStatusReplicasAvailable(chosen)})`,
  },
});

export const autoscaling = graph({
  title: "Autoscaling",
  description:
    "Replicas against the most that the autoscaler may start. At the maximum more traffic only makes answers slower.",
  unit: "short",
  queries: {
    "{{horizontalpodautoscaler}} now": promql`
      max by (namespace, horizontalpodautoscaler) (${kubeHorizontalpodautoscalerStatusCurrentReplicas(chosen)})`,
    "{{horizontalpodautoscaler}} maximum": promql`
      max by (namespace, horizontalpodautoscaler) (${kubeHorizontalpodautoscalerSpecMaxReplicas(chosen)})`,
  },
});

export const volumes = bars({
  title: "Volumes",
  description: "How full each volume is. A full one stops a database at once: enlarge the claim before.",
  unit: "percentunit",
  maximum: 1,
  queries: { "{{namespace}} {{persistentvolumeclaim}}": promql`sort_desc(${volumeUsed(chosen)})` },
});

export const quotas = bars({
  title: "Quotas",
  description:
    "What each namespace uses of what it may ask for. At 100% new pods are refused, also those of the autoscaler.",
  unit: "percentunit",
  maximum: 1,
  queries: {
    "{{namespace}} {{resource}}": promql`
      sort_desc(
        max by (namespace, resource) (${kubeResourcequota({ ...chosen, type: "used" })})
          / (max by (namespace, resource) (${kubeResourcequota({ ...chosen, type: "hard" })}) > 0))`,
  },
});
