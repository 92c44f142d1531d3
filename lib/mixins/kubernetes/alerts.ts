import {
  kubeDeploymentStatusCondition,
  kubeHorizontalpodautoscalerStatusCondition,
  kubeJobFailed,
  kubeNodeSpecUnschedulable,
  kubeNodeStatusCondition,
  kubePodStatusUnschedulable,
} from "../../../imports/metrics/kube-state-metrics.ts";
import { oneOf, type Selector } from "../../promql/metric.ts";
import { promql } from "../../promql/promql.ts";
import { componentAlerts } from "../alerts.ts";
import { available, missing, ofMaximum, quotaUsed, volumeUsed, volumeUsedTomorrow, wanted } from "./rules.ts";

/** What a condition or a number of faults is while all is well. */
export const none = 0;

/** The fewest replicas that a workload answers with. */
export const fewest = 1;

/** The share of an autoscaler's maximum at which AutoscalerAtMaximum fires. */
export const all = 1;

/** The share of a volume at which VolumeNearlyFull fires. */
export const volumeLimit = 0.9;

/** The share of a volume that VolumeFilling sees used in a day. */
export const full = 1;

/** Less used than this, a volume's way up is a start, no trend. */
const halfFull = 0.5;

/** The share of a quota at which QuotaNearlyExhausted fires. */
export const quotaLimit = 0.9;

/** A gauge that is 1 while something is wrong, over a failed scrape of kube-state-metrics. */
const lately = (selector: Selector) => promql`max_over_time(${selector}[2m])`;

export const alerts = componentAlerts({
  // A node that somebody has cordoned is expected to go.
  NodeNotReady: {
    expr: promql`
      max by (node) (${lately(kubeNodeStatusCondition({ condition: "Ready", status: oneOf("false", "unknown") }))}) > ${none}
        unless max by (node) (${lately(kubeNodeSpecUnschedulable())}) > 0`,
    for: "5m",
    severity: "critical",
    identity: ["node"],
    summary: "{{ $labels.node }} is not ready",
    description:
      "The kubelet of {{ $labels.node }} reports a fault or nothing at all. After five minutes its pods move to other nodes, if there is room; those with a volume may be stuck. Look whether the machine still runs.",
    dashboard: "infrastructure-health",
  },
  WorkloadDown: {
    expr: promql`max_over_time(${available()}[2m]) < ${fewest} and max_over_time(${wanted()}[2m]) > 0`,
    for: "3m",
    severity: "critical",
    identity: ["namespace", "kind", "workload"],
    summary: "No replica of {{ $labels.workload }} is available",
    description:
      "The {{ $labels.kind }} {{ $labels.namespace }}/{{ $labels.workload }} should run and no pod of it is ready. What it serves does not answer. Look why its pods do not start, and whether a release began it.",
    dashboard: "infrastructure-health",
  },
  WorkloadReplicasMissing: {
    expr: promql`min_over_time(${missing()}[5m]) > ${none}`,
    for: "10m",
    severity: "warning",
    identity: ["namespace", "kind", "workload"],
    summary: "{{ $labels.workload }} has had too few replicas for a quarter of an hour",
    description:
      "The {{ $labels.kind }} {{ $labels.namespace }}/{{ $labels.workload }} lacks {{ $value }} of its replicas. The others carry its load, and the next fault hits harder. Look why its pods do not start or are not ready.",
    dashboard: "infrastructure-health",
  },
  // The old replicas go on answering: nobody notices that the release never came.
  RolloutStuck: {
    expr: promql`
      max by (namespace, deployment) (
        ${lately(kubeDeploymentStatusCondition({ condition: "Progressing", status: "false" }))}) > ${none}`,
    for: "1m",
    severity: "warning",
    identity: ["namespace", "deployment"],
    summary: "The release of {{ $labels.deployment }} is stuck",
    description:
      "New pods of {{ $labels.namespace }}/{{ $labels.deployment }} did not become ready within the Deployment's deadline. The old ones go on answering, with the old version. Look at the newest pods, then roll back.",
    dashboard: "infrastructure-health",
  },
  AutoscalerAtMaximum: {
    expr: promql`min_over_time(${ofMaximum()}[5m]) >= ${all}`,
    for: "15m",
    severity: "warning",
    identity: ["namespace", "horizontalpodautoscaler"],
    summary: "{{ $labels.horizontalpodautoscaler }} can start no more replicas",
    description:
      "The autoscaler {{ $labels.namespace }}/{{ $labels.horizontalpodautoscaler }} has been at its maximum for 20 minutes. More traffic now makes every answer slower. Look whether the traffic is real, then raise the maximum.",
    dashboard: "resource-utilization",
  },
  AutoscalerWithoutMetrics: {
    expr: promql`
      max by (namespace, horizontalpodautoscaler) (
        ${lately(kubeHorizontalpodautoscalerStatusCondition({ condition: "ScalingActive", status: oneOf("false", "unknown") }))})
        > ${none}`,
    for: "10m",
    severity: "warning",
    identity: ["namespace", "horizontalpodautoscaler"],
    summary: "{{ $labels.horizontalpodautoscaler }} does not scale",
    description:
      "The autoscaler {{ $labels.namespace }}/{{ $labels.horizontalpodautoscaler }} gets no metrics, so it starts no replicas when they are needed. Look whether metrics-server runs.",
    dashboard: "infrastructure-health",
  },
  JobFailed: {
    expr: promql`max by (namespace, job_name) (${lately(kubeJobFailed({ condition: "true" }))}) > ${none}`,
    for: "1m",
    severity: "warning",
    identity: ["namespace", "job_name"],
    summary: "The job {{ $labels.job_name }} has failed",
    description:
      "{{ $labels.namespace }}/{{ $labels.job_name }} has failed and is not tried again. What it should have done is not done. Read its log, mend the cause, run it again and delete the failed one.",
    dashboard: "infrastructure-health",
  },
  VolumeNearlyFull: {
    expr: promql`avg_over_time(${volumeUsed()}[5m]) > ${volumeLimit}`,
    for: "5m",
    severity: "critical",
    identity: ["namespace", "persistentvolumeclaim"],
    summary: "The volume {{ $labels.persistentvolumeclaim }} is more than 90% full",
    description:
      "{{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} is {{ $value | humanizePercentage }} full. A full volume stops a database at once. Enlarge the claim now, look for what fills it afterwards.",
    dashboard: "resource-utilization",
  },
  VolumeFilling: {
    expr: promql`${volumeUsedTomorrow()} > ${full} and avg_over_time(${volumeUsed()}[5m]) > ${halfFull}`,
    for: "30m",
    severity: "warning",
    identity: ["namespace", "persistentvolumeclaim"],
    summary: "The volume {{ $labels.persistentvolumeclaim }} will be full within a day",
    description:
      "{{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} fills so fast that in a day it would be {{ $value | humanizePercentage }} full. Look what writes so much, and enlarge the claim in time.",
    dashboard: "resource-utilization",
  },
  QuotaNearlyExhausted: {
    expr: promql`avg_over_time(${quotaUsed()}[5m]) > ${quotaLimit}`,
    for: "15m",
    severity: "warning",
    identity: ["namespace", "resource"],
    summary: "{{ $labels.namespace }} has hardly any {{ $labels.resource }} left of its quota",
    description:
      "{{ $labels.namespace }} uses {{ $value | humanizePercentage }} of its quota of {{ $labels.resource }}. At 100% new pods are refused: releases hang and the autoscaler stops. Raise the quota, or lower what is asked for.",
    dashboard: "resource-utilization",
  },
  PodUnschedulable: {
    expr: promql`max by (namespace, pod) (${lately(kubePodStatusUnschedulable())}) > ${none}`,
    for: "10m",
    severity: "warning",
    identity: ["namespace", "pod"],
    summary: "No node takes {{ $labels.pod }}",
    description:
      "{{ $labels.namespace }}/{{ $labels.pod }} has waited ten minutes for a node. None has what it asks for, or its volume cannot be made. Its events name the reason; often the cluster is full.",
    dashboard: "infrastructure-health",
  },
});
