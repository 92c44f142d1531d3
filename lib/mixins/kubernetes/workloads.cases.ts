import {
  kubeDaemonsetStatusDesiredNumberScheduled,
  kubeDaemonsetStatusNumberAvailable,
  kubeDeploymentSpecReplicas,
  kubeDeploymentStatusCondition,
  kubeDeploymentStatusReplicasAvailable,
  kubeHorizontalpodautoscalerSpecMaxReplicas,
  kubeHorizontalpodautoscalerStatusCondition,
  kubeHorizontalpodautoscalerStatusCurrentReplicas,
  kubeJobFailed,
  kubeStatefulsetReplicas,
  kubeStatefulsetStatusReplicasReady,
} from "../../../imports/metrics/kube-state-metrics.ts";
import type { CasesOf } from "../../alerting/cases.ts";
import { ends, holds, type Samples } from "../../alerting/samples.ts";
import { series } from "../case-series.ts";
import type { alerts } from "./alerts.ts";

const namespace = "agentprovision";
const workload = (kind: string) => ({ namespace, kind, workload: "agentprovision" });
const autoscaler = { namespace, horizontalpodautoscaler: "agentprovision" };

const deployment = (wanted: number | Samples, available: Samples) => [
  series(
    kubeDeploymentSpecReplicas,
    { namespace, deployment: "agentprovision" },
    typeof wanted === "number" ? holds(wanted) : wanted,
  ),
  series(kubeDeploymentStatusReplicasAvailable, { namespace, deployment: "agentprovision" }, available),
];

const statefulSet = (wanted: number, ready: Samples) => [
  series(kubeStatefulsetReplicas, { namespace, statefulset: "agentprovision" }, holds(wanted)),
  series(kubeStatefulsetStatusReplicasReady, { namespace, statefulset: "agentprovision" }, ready),
];

const daemonSet = (wanted: number, available: Samples) => [
  series(kubeDaemonsetStatusDesiredNumberScheduled, { namespace, daemonset: "agentprovision" }, holds(wanted)),
  series(kubeDaemonsetStatusNumberAvailable, { namespace, daemonset: "agentprovision" }, available),
];

const condition = (name: string, status: "true" | "false", samples: Samples) =>
  series(kubeDeploymentStatusCondition, { namespace, deployment: "agentprovision", condition: name, status }, samples);

const progress = (stuck: Samples) => [condition("Progressing", "false", stuck)];

const replicas = (now: Samples, maximum: number) => [
  series(kubeHorizontalpodautoscalerStatusCurrentReplicas, autoscaler, now),
  series(kubeHorizontalpodautoscalerSpecMaxReplicas, autoscaler, holds(maximum)),
];

/** All is well for five minutes, then not. */
const afterFiveMinutes = holds([0, "5m"], [1, "10m"], 0);

export const cases: Pick<
  CasesOf<typeof alerts>,
  | "WorkloadDown"
  | "WorkloadReplicasMissing"
  | "RolloutStuck"
  | "AutoscalerAtMaximum"
  | "AutoscalerWithoutMetrics"
  | "JobFailed"
> = {
  WorkloadDown: {
    fires: [
      {
        title: "no replica of a Deployment for ten minutes, then none is wanted",
        given: deployment(holds([2, "15m"], 0), holds([2, "5m"], 0)),
        seen: {
          "6m30s": "silent",
          "6m45s": "pending",
          "9m30s": "pending",
          "9m45s": "firing",
          "16m30s": "firing",
          "16m45s": "silent",
          "18m": "silent",
        },
        labels: workload("Deployment"),
      },
      {
        title: "no replica of a StatefulSet",
        given: statefulSet(1, holds(0)),
        seen: { "2m45s": "pending", "3m": "firing" },
        labels: workload("StatefulSet"),
      },
      {
        title: "no pod of a DaemonSet",
        given: daemonSet(3, holds(0)),
        seen: { "2m45s": "pending", "3m": "firing" },
        labels: workload("DaemonSet"),
      },
    ],
    staysSilent: [
      { title: "one of two is left", given: deployment(2, holds(1)), seen: { "4m": "silent" } },
      { title: "none is wanted", given: deployment(0, holds(0)), seen: { "4m": "silent" } },
    ],
    says: {
      summary: "No replica of agentprovision is available",
      description:
        "The Deployment agentprovision/agentprovision should run and no pod of it is ready. What it serves does not answer. Look why its pods do not start, and whether a release began it.",
    },
  },
  WorkloadReplicasMissing: {
    fires: [
      {
        title: "one of three is missing for seventeen minutes",
        given: deployment(3, holds([3, "5m"], [2, "17m"], 3)),
        seen: {
          "9m30s": "silent",
          "9m45s": "pending",
          "19m30s": "pending",
          "19m45s": "firing",
          "21m45s": "firing",
          "22m": "silent",
          "23m": "silent",
        },
        labels: workload("Deployment"),
      },
      {
        title: "a StatefulSet lacks one",
        given: statefulSet(2, holds(1)),
        seen: { "9m45s": "pending", "10m": "firing" },
        labels: workload("StatefulSet"),
      },
      {
        title: "a DaemonSet is not on every node",
        given: daemonSet(3, holds(2)),
        seen: { "9m45s": "pending", "10m": "firing" },
        labels: workload("DaemonSet"),
      },
    ],
    staysSilent: [
      { title: "all are there", given: deployment(3, holds(3)), seen: { "11m": "silent" } },
      {
        title: "each release lacks one for a few minutes",
        given: deployment(3, holds([2, "4m"], [3, "1m"], [2, "4m"], [3, "1m"], [2, "4m"], 3)),
        seen: { "11m": "silent", "15m": "silent" },
      },
    ],
    says: {
      summary: "agentprovision has had too few replicas for a quarter of an hour",
      description:
        "The Deployment agentprovision/agentprovision lacks 1 of its replicas. The others carry its load, and the next fault hits harder. Look why its pods do not start or are not ready.",
    },
  },
  RolloutStuck: {
    fires: [
      {
        title: "past its deadline, then rolled back",
        given: progress(afterFiveMinutes),
        seen: {
          "4m45s": "silent",
          "5m": "pending",
          "5m45s": "pending",
          "6m": "firing",
          "16m30s": "firing",
          "16m45s": "silent",
          "18m": "silent",
        },
        labels: { namespace, deployment: "agentprovision" },
      },
    ],
    staysSilent: [
      {
        title: "it goes on, and not all are available yet",
        given: [
          ...progress(holds(0)),
          condition("Progressing", "true", holds(1)),
          condition("Available", "false", holds(1)),
        ],
        seen: { "7m": "silent" },
      },
    ],
    says: {
      summary: "The release of agentprovision is stuck",
      description:
        "New pods of agentprovision/agentprovision did not become ready within the Deployment's deadline. The old ones go on answering, with the old version. Look at the newest pods, then roll back.",
    },
  },
  AutoscalerAtMaximum: {
    fires: [
      {
        title: "twelve of twelve for 26 minutes",
        given: replicas(holds([11, "5m"], [12, "26m"], 11), 12),
        seen: {
          "9m30s": "silent",
          "9m45s": "pending",
          "24m30s": "pending",
          "24m45s": "firing",
          "30m45s": "firing",
          "31m": "silent",
          "32m": "silent",
        },
        labels: autoscaler,
      },
      {
        title: "one of one",
        given: replicas(holds(1), 1),
        seen: { "14m45s": "pending", "15m": "firing" },
        labels: autoscaler,
      },
    ],
    staysSilent: [{ title: "39 of 40", given: replicas(holds(39), 40), seen: { "16m": "silent" } }],
    says: {
      summary: "agentprovision can start no more replicas",
      description:
        "The autoscaler agentprovision/agentprovision has been at its maximum for 20 minutes. More traffic now makes every answer slower. Look whether the traffic is real, then raise the maximum.",
    },
  },
  AutoscalerWithoutMetrics: {
    fires: [
      {
        title: "it cannot compute what it needs",
        given: [
          series(
            kubeHorizontalpodautoscalerStatusCondition,
            { ...autoscaler, condition: "ScalingActive", status: "false" },
            holds([1, "15m"], 0),
          ),
        ],
        seen: { "9m45s": "pending", "10m": "firing", "16m30s": "firing", "16m45s": "silent", "18m": "silent" },
        labels: autoscaler,
      },
    ],
    staysSilent: [
      {
        title: "it scales",
        given: [
          series(
            kubeHorizontalpodautoscalerStatusCondition,
            { ...autoscaler, condition: "ScalingActive", status: "true" },
            holds(1),
          ),
          series(
            kubeHorizontalpodautoscalerStatusCondition,
            { ...autoscaler, condition: "ScalingLimited", status: "false" },
            holds(1),
          ),
        ],
        seen: { "11m": "silent" },
      },
    ],
    says: {
      summary: "agentprovision does not scale",
      description:
        "The autoscaler agentprovision/agentprovision gets no metrics, so it starts no replicas when they are needed. Look whether metrics-server runs.",
    },
  },
  JobFailed: {
    fires: [
      {
        title: "it has used up its tries, then it is deleted",
        given: [
          series(kubeJobFailed, { namespace, job_name: "backup", condition: "true" }, ends(afterFiveMinutes, "10m")),
        ],
        seen: {
          "4m45s": "silent",
          "5m": "pending",
          "5m45s": "pending",
          "6m": "firing",
          "11m30s": "firing",
          "11m45s": "silent",
          "13m": "silent",
        },
        labels: { namespace, job_name: "backup" },
      },
    ],
    staysSilent: [
      {
        title: "it has not failed",
        given: [series(kubeJobFailed, { namespace, job_name: "backup", condition: "false" }, holds(1))],
        seen: { "7m": "silent" },
      },
    ],
    says: {
      summary: "The job backup has failed",
      description:
        "agentprovision/backup has failed and is not tried again. What it should have done is not done. Read its log, mend the cause, run it again and delete the failed one.",
    },
  },
};
