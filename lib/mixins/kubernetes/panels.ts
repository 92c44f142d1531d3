import {
  kubeDeploymentStatusCondition,
  kubeHorizontalpodautoscalerStatusCondition,
  kubeJobFailed,
  kubeNodeStatusCondition,
  kubePodContainerStatusRestartsTotal,
  kubePodContainerStatusWaitingReason,
  kubePodStatusPhase,
  kubePodStatusUnschedulable,
} from "../../../imports/metrics/kube-state-metrics.ts";
import { panelsOf } from "../../grafana/panel.ts";
import { variable } from "../../grafana/variable.ts";
import { oneOf, type Where } from "../../promql/metric.ts";
import { promql } from "../../promql/promql.ts";
import { firingAlerts } from "../firing.ts";
import { alerts, all, fewest, full, none, quotaLimit, volumeLimit } from "./alerts.ts";
import { available, missing, ofMaximum, quotaUsed, volumeUsed, volumeUsedTomorrow, wanted } from "./rules.ts";

const { graph, stat, bars, table, above, below } = panelsOf("kubernetes", alerts);
const chosen = { namespace: variable("namespace") };

/** Alerts of the cluster that are firing. */
export const firing = firingAlerts("kubernetes", "Firing alerts of the cluster");

const notReady = (nodes: Where<typeof kubeNodeStatusCondition.labels>) =>
  stat({
    title: "Nodes not ready",
    description: "Nodes that have told of no health for a while; their pods move elsewhere after five minutes.",
    unit: "short",
    queries: {
      "not ready": promql`
        sum(max by (node, status) (
          ${kubeNodeStatusCondition({ ...nodes, condition: "Ready", status: oneOf("false", "unknown") })})) or vector(0)`,
    },
    details: "infrastructure-health",
    limits: [above("NodeNotReady", none)],
    badFrom: 1,
  });

const notRunning = (pods: Where<typeof kubePodStatusPhase.labels>) =>
  stat({
    title: "Pods that do not run",
    description:
      "Pods that wait for a node, an image or a volume, or whose node is silent. Pods of failed jobs are not counted: they stay.",
    unit: "short",
    queries: {
      "{{phase}}": promql`sum by (phase) (${kubePodStatusPhase({ ...pods, phase: oneOf("Pending", "Unknown") })})`,
    },
    details: "infrastructure-health",
    badFrom: 1,
  });

export const nodesNotReady = notReady({ node: variable("node") });
export const podsNotRunning = notRunning(chosen);

/** Over all nodes, for the overview. */
export const anyNodesNotReady = notReady({});
/** Over all namespaces, for the overview. */
export const anyPodsNotRunning = notRunning({});

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
    "Replicas that are wanted and those that answer. A gap that lasts: a rollout is stuck or a node is full. Below the line WorkloadDown fires.",
  unit: "short",
  queries: {
    "{{workload}} wanted": promql`${wanted(chosen)}`,
    "{{workload}} available": promql`${available(chosen)}`,
  },
  limits: [below("WorkloadDown", fewest)],
});

export const replicasMissing = graph({
  title: "Missing replicas",
  description:
    "Replicas that are wanted and do not answer. A few minutes are a release; after a quarter of an hour WorkloadReplicasMissing fires.",
  unit: "short",
  queries: { "{{kind}} {{workload}}": promql`${missing(chosen)}` },
  limits: [above("WorkloadReplicasMissing", none)],
});

export const down = graph({
  title: "Available replicas",
  description: "Replicas that answer, of what should run. Below the line WorkloadDown fires: nobody answers.",
  unit: "short",
  queries: { "{{kind}} {{workload}}": promql`${available(chosen)} and ${wanted(chosen)} > 0` },
  limits: [below("WorkloadDown", fewest)],
});

export const stuck = graph({
  title: "What is stuck",
  description:
    "Releases that do not come, autoscalers without metrics, jobs that failed and pods without a node. Each has its alert; the runbook tells what to do.",
  unit: "short",
  queries: {
    "release {{deployment}}": promql`
      max by (namespace, deployment) (
        ${kubeDeploymentStatusCondition({ ...chosen, condition: "Progressing", status: "false" })}) > 0`,
    "autoscaler {{horizontalpodautoscaler}}": promql`
      max by (namespace, horizontalpodautoscaler) (
        ${kubeHorizontalpodautoscalerStatusCondition({ ...chosen, condition: "ScalingActive", status: oneOf("false", "unknown") })}) > 0`,
    "job {{job_name}}": promql`
      max by (namespace, job_name) (${kubeJobFailed({ ...chosen, condition: "true" })}) > 0`,
    "pod {{pod}}": promql`max by (namespace, pod) (${kubePodStatusUnschedulable(chosen)}) > 0`,
  },
  limits: [
    above("RolloutStuck", none),
    above("AutoscalerWithoutMetrics", none),
    above("JobFailed", none),
    above("PodUnschedulable", none),
  ],
  nothing: "Nothing",
});

export const autoscaling = graph({
  title: "Autoscaling",
  description:
    "Replicas as a share of the most that the autoscaler may start. At the line more traffic only makes answers slower, and AutoscalerAtMaximum fires.",
  unit: "percentunit",
  queries: { "{{horizontalpodautoscaler}}": promql`${ofMaximum(chosen)}` },
  limits: [above("AutoscalerAtMaximum", all)],
});

export const volumes = bars({
  title: "Volumes",
  description: "How full each volume is. A full one stops a database at once: enlarge the claim before.",
  unit: "percentunit",
  maximum: 1,
  queries: { "{{namespace}} {{persistentvolumeclaim}}": promql`sort_desc(${volumeUsed(chosen)})` },
  limits: [above("VolumeNearlyFull", volumeLimit)],
});

export const volumesTomorrow = graph({
  title: "Volumes in a day",
  description:
    "How full each volume would be in a day if it went on as in the last six hours. Above the line, and more than half full now, VolumeFilling fires.",
  unit: "percentunit",
  queries: { "{{namespace}} {{persistentvolumeclaim}}": promql`${volumeUsedTomorrow(chosen)}` },
  limits: [above("VolumeFilling", full)],
});

export const quotas = bars({
  title: "Quotas",
  description:
    "What each namespace uses of what it may ask for. At 100% new pods are refused, also those of the autoscaler.",
  unit: "percentunit",
  maximum: 1,
  queries: { "{{namespace}} {{resource}}": promql`sort_desc(${quotaUsed(chosen)})` },
  limits: [above("QuotaNearlyExhausted", quotaLimit)],
});
