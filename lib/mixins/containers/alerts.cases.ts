import {
  containerCpuCfsPeriodsTotal,
  containerCpuCfsThrottledPeriodsTotal,
  containerCpuUsageSecondsTotal,
  containerMemoryWorkingSetBytes,
} from "../../../imports/metrics/cadvisor.ts";
import {
  kubePodContainerResourceLimits,
  kubePodContainerStatusLastTerminatedReason,
  kubePodContainerStatusRestartsTotal,
  kubePodContainerStatusWaitingReason,
} from "../../../imports/metrics/kube-state-metrics.ts";
import { type CasesOf, series } from "../../alerting/cases.ts";
import { ends, grows, holds, type Samples } from "../../alerting/samples.ts";
import type { alerts } from "./alerts.ts";

const container = { namespace: "agentprovision", pod: "agentprovision-1", container: "agentprovision" };

const memory = (bytes: Samples) => [
  series(containerMemoryWorkingSetBytes, container, bytes),
  series(kubePodContainerResourceLimits, { ...container, resource: "memory", unit: "byte" }, holds(100)),
];

const cpu = (seconds: Samples) => [
  series(containerCpuUsageSecondsTotal, { ...container, cpu: "total" }, seconds),
  series(kubePodContainerResourceLimits, { ...container, resource: "cpu", unit: "core" }, holds(1)),
];

/** Ten time slices a second. */
const heldBack = (slices: Samples) => [
  series(containerCpuCfsPeriodsTotal, container, grows(10)),
  series(containerCpuCfsThrottledPeriodsTotal, container, slices),
];

const ended = (reason: string, restarts: Samples) => [
  series(kubePodContainerStatusRestartsTotal, container, restarts),
  series(kubePodContainerStatusLastTerminatedReason, { ...container, reason }, holds([0, "5m"], 1)),
];

const waiting = (reason: string, samples: Samples) => [
  series(kubePodContainerStatusWaitingReason, { ...container, reason }, samples),
];

/** Three minutes of waiting, then a try that ends at once: the series comes and goes. */
const betweenTries = holds(
  [1, "3m"],
  [0, "30s"],
  [1, "3m"],
  [0, "30s"],
  [1, "3m"],
  [0, "30s"],
  [1, "3m"],
  [0, "30s"],
  0,
);

export const cases: CasesOf<typeof alerts> = {
  ContainerMemoryNearLimit: {
    fires: [
      {
        title: "87% for a quarter of an hour, then it starts anew",
        given: memory(holds([87, "15m"], 40)),
        seen: { "9m": "pending", "11m": "firing", "16m": "silent" },
        labels: container,
      },
    ],
    staysSilent: [{ title: "just under 85%", given: memory(holds(84.9)), seen: { "11m": "silent" } }],
    says: {
      summary: "agentprovision in agentprovision-1 uses more than 85% of its memory limit",
      description:
        "agentprovision in agentprovision/agentprovision-1 uses 87% of its memory limit. At 100% the kernel kills it and its requests fail. Look whether it grows steadily (a leak) or with the traffic.",
    },
  },
  ContainerCpuNearLimit: {
    fires: [
      {
        title: "nine tenths of its limit for 22 minutes",
        given: cpu(grows([0.9, "22m"], 0.1)),
        seen: { "17m": "pending", "21m": "firing", "26m": "silent" },
        labels: container,
      },
    ],
    staysSilent: [{ title: "just under four fifths", given: cpu(grows(0.799)), seen: { "22m": "silent" } }],
    says: {
      summary: "agentprovision in agentprovision-1 uses more than 80% of its CPU limit",
      description:
        "agentprovision in agentprovision/agentprovision-1 uses 90% of its CPU limit. Near the limit it is held back and answers slowly. Look at its share of throttled time and at the autoscaler.",
    },
  },
  ContainerThrottled: {
    fires: [
      {
        title: "held back in three of ten slices for 20 minutes",
        given: heldBack(grows([3, "20m"], 0)),
        seen: { "15m": "pending", "16m": "firing", "23m": "silent" },
        labels: container,
      },
    ],
    staysSilent: [{ title: "just under a quarter", given: heldBack(grows(2.49)), seen: { "16m": "silent" } }],
    says: {
      summary: "agentprovision in agentprovision-1 is held back by its CPU limit",
      description:
        "agentprovision in agentprovision/agentprovision-1 is held back in 30% of its time slices, though its node may be idle. Every request takes longer. Raise the CPU limit, or drop it.",
    },
  },
  ContainerKilledForMemory: {
    fires: [
      {
        title: "killed once, then well",
        given: ended("OOMKilled", holds([0, "5m"], 1)),
        seen: { "4m": "silent", "6m": "firing", "16m": "silent" },
        labels: container,
      },
    ],
    staysSilent: [
      {
        title: "it ended for another reason",
        given: ended("Error", holds([0, "5m"], 1)),
        seen: { "6m": "silent" },
      },
      {
        title: "killed long ago",
        given: ended("OOMKilled", holds(3)),
        seen: { "6m": "silent" },
      },
    ],
    says: {
      summary: "agentprovision in agentprovision-1 was killed at its memory limit",
      description:
        "The kernel has killed agentprovision in agentprovision/agentprovision-1 and it was started again. The requests that it worked on failed. Look whether its memory grew steadily or at once.",
    },
  },
  ContainerCrashLooping: {
    fires: [
      {
        title: "four tries, then it runs",
        given: waiting("CrashLoopBackOff", betweenTries),
        seen: { "4m": "pending", "6m": "firing", "13m": "firing", "20m": "silent" },
        labels: container,
      },
    ],
    staysSilent: [
      {
        title: "it waits for something else",
        given: waiting("ContainerCreating", holds(1)),
        seen: { "6m": "silent" },
      },
      { title: "it runs", given: waiting("CrashLoopBackOff", holds(0)), seen: { "6m": "silent" } },
    ],
    says: {
      summary: "agentprovision in agentprovision-1 crashes again and again",
      description:
        "agentprovision in agentprovision/agentprovision-1 ends soon after each start; Kubernetes waits longer before each new try. Its last words are in the log of its previous run.",
    },
  },
  ContainerCannotStart: {
    fires: [
      {
        title: "two reasons in turn, then the image is there",
        given: [
          ...waiting("ErrImagePull", ends(holds([1, "1m"], [0, "5m"], 1), "12m")),
          ...waiting("ImagePullBackOff", ends(holds(1), "12m")),
        ],
        seen: { "9m": "pending", "11m": "firing", "18m": "silent" },
        labels: container,
      },
      {
        title: "a Secret is missing",
        given: waiting("CreateContainerConfigError", holds(1)),
        seen: { "9m": "pending", "11m": "firing" },
        labels: container,
      },
    ],
    staysSilent: [
      { title: "it crashes", given: waiting("CrashLoopBackOff", holds(1)), seen: { "11m": "silent" } },
      {
        title: "it is being made",
        given: [...waiting("ContainerCreating", holds(1)), ...waiting("PodInitializing", holds(1))],
        seen: { "11m": "silent" },
      },
    ],
    says: {
      summary: "agentprovision in agentprovision-1 cannot be started",
      description:
        "agentprovision in agentprovision/agentprovision-1 has waited ten minutes: its image cannot be pulled, or a Secret or ConfigMap that it names is not there. The pod's events name it.",
    },
  },
  ContainerRestartsOften: {
    fires: [
      {
        title: "once every hundred seconds",
        given: [series(kubePodContainerStatusRestartsTotal, container, grows(0.01))],
        seen: { "8m": "silent", "9m": "pending", "10m": "firing" },
        labels: container,
      },
    ],
    staysSilent: [
      {
        title: "just under five times, then no more",
        given: [series(kubePodContainerStatusRestartsTotal, container, grows([0.0081, "10m"], 0))],
        seen: { "12m": "silent", "20m": "silent" },
      },
    ],
    says: {
      summary: "agentprovision in agentprovision-1 was restarted more than five times in an hour",
      description:
        "agentprovision in agentprovision/agentprovision-1 starts well and ends soon after. Each time its requests fail. Look whether its liveness probe is too strict, or whether it crashes.",
    },
  },
};
