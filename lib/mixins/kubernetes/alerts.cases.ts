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
  kubeNodeSpecUnschedulable,
  kubeNodeStatusCondition,
  kubePodStatusUnschedulable,
  kubeResourcequota,
  kubeStatefulsetReplicas,
  kubeStatefulsetStatusReplicasReady,
} from "../../../imports/metrics/kube-state-metrics.ts";
import { kubeletVolumeStatsAvailableBytes, kubeletVolumeStatsCapacityBytes } from "../../../imports/metrics/kubelet.ts";
import { type CasesOf, series } from "../../alerting/cases.ts";
import { climbs, ends, holds, type Samples } from "../../alerting/samples.ts";
import type { alerts } from "./alerts.ts";

const namespace = "agentprovision";
const workload = (kind: string) => ({ namespace, kind, workload: "agentprovision" });
const autoscaler = { namespace, horizontalpodautoscaler: "agentprovision" };
const claim = { namespace: "data", persistentvolumeclaim: "data-postgres-0" };
const quota = { namespace, resourcequota: "agentprovision", resource: "requests.cpu" };

const node = (notReady: Samples, cordoned: Samples) => [
  series(kubeNodeStatusCondition, { node: "node-1", condition: "Ready", status: "unknown" }, notReady),
  series(kubeNodeSpecUnschedulable, { node: "node-1" }, cordoned),
];

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

const volume = (available: Samples) => [
  series(kubeletVolumeStatsAvailableBytes, claim, available),
  series(kubeletVolumeStatsCapacityBytes, claim, holds(100)),
];

/** A quota of one processor. */
const used = (amount: Samples, hard = 1) => [
  series(kubeResourcequota, { ...quota, type: "used" }, amount),
  series(kubeResourcequota, { ...quota, type: "hard" }, holds(hard)),
];

/** All is well for five minutes, then not. */
const afterFiveMinutes = holds([0, "5m"], [1, "10m"], 0);

export const cases: CasesOf<typeof alerts> = {
  NodeNotReady: {
    fires: [
      {
        title: "the kubelet is silent for ten minutes",
        given: node(afterFiveMinutes, holds(0)),
        seen: {
          "4m45s": "silent",
          "5m": "pending",
          "9m45s": "pending",
          "10m": "firing",
          "16m30s": "firing",
          "16m45s": "silent",
          "18m": "silent",
        },
        labels: { node: "node-1" },
      },
      {
        title: "it does not come back to be used again",
        given: node(holds(1), holds([1, "5m"], 0)),
        seen: { "6m30s": "silent", "6m45s": "pending", "11m30s": "pending", "11m45s": "firing" },
        labels: { node: "node-1" },
      },
    ],
    staysSilent: [
      {
        title: "it is ready, and has memory",
        given: [
          ...node(holds(0), holds(0)),
          series(kubeNodeStatusCondition, { node: "node-1", condition: "Ready", status: "true" }, holds(1)),
          series(kubeNodeStatusCondition, { node: "node-1", condition: "MemoryPressure", status: "false" }, holds(1)),
        ],
        seen: { "11m": "silent" },
      },
      { title: "somebody has cordoned it", given: node(holds(1), holds(1)), seen: { "11m": "silent" } },
    ],
    says: {
      summary: "node-1 is not ready",
      description:
        "The kubelet of node-1 reports a fault or nothing at all. After five minutes its pods move to other nodes, if there is room; those with a volume may be stuck. Look whether the machine still runs.",
    },
  },
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
  VolumeNearlyFull: {
    fires: [
      {
        title: "91% for six minutes, then more, then less",
        given: volume(holds([9, "6m"], [1, "5m"], 20)),
        seen: { "4m45s": "pending", "5m": "firing", "13m": "firing", "13m15s": "silent", "15m": "silent" },
        labels: claim,
      },
    ],
    staysSilent: [{ title: "90%", given: volume(holds(10)), seen: { "6m": "silent" } }],
    says: {
      summary: "The volume data-postgres-0 is more than 90% full",
      description:
        "data/data-postgres-0 is 91% full. A full volume stops a database at once. Enlarge the claim now, look for what fills it afterwards.",
    },
  },
  VolumeFilling: {
    fires: [
      {
        title: "49%, and three more each hour, for five hours",
        given: volume(climbs(51, -3, "5h")),
        seen: {
          "22m15s": "silent",
          "22m30s": "pending",
          "52m15s": "pending",
          "52m30s": "firing",
          "8h7m": "firing",
          "8h7m15s": "silent",
          "9h": "silent",
        },
        labels: claim,
      },
    ],
    staysSilent: [
      {
        title: "60%, and full in little more than a day",
        given: volume(climbs(40, -1.6)),
        seen: { "31m": "silent" },
      },
      { title: "it begins to be filled", given: volume(climbs(60, -15)), seen: { "31m": "silent" } },
    ],
    says: {
      summary: "The volume data-postgres-0 will be full within a day",
      description:
        "data/data-postgres-0 fills so fast that in a day it would be 123.6% full. Look what writes so much, and enlarge the claim in time.",
    },
  },
  QuotaNearlyExhausted: {
    fires: [
      {
        title: "91% is used, then more, then four fifths",
        given: used(holds([0.91, "16m"], [0.99, "5m"], 0.8)),
        seen: { "14m45s": "pending", "15m": "firing", "23m": "firing", "23m15s": "silent", "25m": "silent" },
        labels: { namespace, resource: "requests.cpu" },
      },
    ],
    staysSilent: [
      { title: "90% of two processors", given: used(holds(1.8), 2), seen: { "16m": "silent" } },
      { title: "nothing is granted any more", given: used(holds(1), 0), seen: { "16m": "silent" } },
    ],
    says: {
      summary: "agentprovision has hardly any requests.cpu left of its quota",
      description:
        "agentprovision uses 91% of its quota of requests.cpu. At 100% new pods are refused: releases hang and the autoscaler stops. Raise the quota, or lower what is asked for.",
    },
  },
  PodUnschedulable: {
    fires: [
      {
        title: "no node for a quarter of an hour",
        given: [series(kubePodStatusUnschedulable, { namespace, pod: "agentprovision-1" }, ends(holds(1), "15m"))],
        seen: { "9m45s": "pending", "10m": "firing", "16m30s": "firing", "16m45s": "silent", "18m": "silent" },
        labels: { namespace, pod: "agentprovision-1" },
      },
    ],
    staysSilent: [
      {
        title: "it has a node",
        given: [series(kubePodStatusUnschedulable, { namespace, pod: "agentprovision-1" }, holds(0))],
        seen: { "11m": "silent" },
      },
      {
        title: "no node for seven minutes",
        given: [series(kubePodStatusUnschedulable, { namespace, pod: "agentprovision-1" }, ends(holds(1), "7m"))],
        seen: { "11m": "silent" },
      },
    ],
    says: {
      summary: "No node takes agentprovision-1",
      description:
        "agentprovision/agentprovision-1 has waited ten minutes for a node. None has what it asks for, or its volume cannot be made. Its events name the reason; often the cluster is full.",
    },
  },
};
