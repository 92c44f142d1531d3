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
import type { CasesOf } from "../../alerting/cases.ts";
import { ends, grows, holds, type Samples } from "../../alerting/samples.ts";
import { series } from "../case-series.ts";
import type { alerts } from "./alerts.ts";

const container = { namespace: "agentprovision", pod: "agentprovision-1", container: "agentprovision" };

/** A limit, beside another of something else that is far away. */
const limits = (resource: string, limit: Samples) => [
  series(kubePodContainerResourceLimits, { ...container, resource }, limit),
  series(kubePodContainerResourceLimits, { ...container, resource: "ephemeral-storage" }, holds(9000)),
];

const memory = (bytes: Samples, limit: Samples = holds(100)) => [
  series(containerMemoryWorkingSetBytes, container, bytes),
  ...limits("memory", limit),
];

/** Two processors at most. */
const cpu = (seconds: Samples, limit: Samples = holds(2)) => [
  series(containerCpuUsageSecondsTotal, { ...container, cpu: "total" }, seconds),
  ...limits("cpu", limit),
];

/** Not even one time slice a second: it works seldom. */
const heldBack = (slices: Samples, all: Samples = grows(0.8)) => [
  series(containerCpuCfsPeriodsTotal, container, all),
  series(containerCpuCfsThrottledPeriodsTotal, container, slices),
];

const ended = (reason: string, restarts: Samples, was: Samples = holds([0, "5m"], 1)) => [
  series(kubePodContainerStatusRestartsTotal, container, restarts),
  series(kubePodContainerStatusLastTerminatedReason, { ...container, reason }, was),
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
        title: "87% for eleven minutes, then more, then it has given some back",
        given: memory(holds([87, "11m"], [98, "5m"], 75)),
        seen: { "9m45s": "pending", "10m": "firing", "18m30s": "firing", "18m45s": "silent", "20m": "silent" },
        labels: container,
      },
      {
        title: "87% until nothing limits it",
        given: memory(holds(87), ends(holds(100), "11m")),
        seen: { "9m45s": "pending", "10m": "firing", "17m15s": "firing", "17m30s": "silent", "20m": "silent" },
        labels: container,
      },
    ],
    staysSilent: [{ title: "85%", given: memory(holds(85)), seen: { "11m": "silent" } }],
    says: {
      summary: "agentprovision in agentprovision-1 uses more than 85% of its memory limit",
      description:
        "agentprovision in agentprovision/agentprovision-1 uses 87% of its memory limit. At 100% the kernel kills it and its requests fail. Look whether it grows steadily (a leak) or with the traffic.",
    },
  },
  ContainerCpuNearLimit: {
    fires: [
      {
        title: "83% of a limit that was lowered, until nothing limits it",
        given: cpu(grows(1.66), ends(holds([8, "6m"], 2), "22m")),
        seen: {
          "5m45s": "silent",
          "6m": "pending",
          "20m45s": "pending",
          "21m": "firing",
          "23m30s": "firing",
          "23m45s": "silent",
          "26m": "silent",
        },
        labels: container,
      },
    ],
    staysSilent: [
      { title: "four fifths", given: cpu(grows(1.6)), seen: { "22m": "silent" } },
      {
        title: "all of it, but for three minutes",
        given: cpu(grows([0, "5m"], [2, "3m"], 0)),
        seen: { "8m": "silent" },
      },
    ],
    says: {
      summary: "agentprovision in agentprovision-1 uses more than 80% of its CPU limit",
      description:
        "agentprovision in agentprovision/agentprovision-1 uses 83% of its CPU limit. Near the limit it is held back and answers slowly. Look at its share of throttled time and at the autoscaler.",
    },
  },
  ContainerThrottled: {
    fires: [
      {
        title: "held back in 26 of 100 slices for 22 minutes",
        given: heldBack(grows([0, "5m"], [0.208, "22m"], 0)),
        seen: {
          "9m30s": "silent",
          "9m45s": "pending",
          "24m30s": "pending",
          "24m45s": "firing",
          "26m45s": "firing",
          "27m": "silent",
          "29m": "silent",
        },
        labels: container,
      },
      {
        title: "idle for five minutes, then held back in 26 of 100 slices",
        given: heldBack(grows([0, "5m"], 0.208), grows([0, "5m"], 0.8)),
        seen: { "4m45s": "silent", "5m": "pending", "19m45s": "pending", "20m": "firing" },
        labels: container,
      },
    ],
    staysSilent: [{ title: "a quarter", given: heldBack(grows(0.2)), seen: { "1m": "silent", "16m": "silent" } }],
    says: {
      summary: "agentprovision in agentprovision-1 is held back by its CPU limit",
      description:
        "agentprovision in agentprovision/agentprovision-1 is held back in 26% of its time slices, though its node may be idle. Every request takes longer. Raise the CPU limit, or drop it.",
    },
  },
  ContainerKilledForMemory: {
    fires: [
      {
        title: "killed once, then well",
        given: ended("OOMKilled", holds([0, "5m"], 1)),
        seen: { "4m45s": "silent", "5m": "firing", "14m30s": "firing", "14m45s": "silent", "16m": "silent" },
        labels: container,
      },
      {
        title: "killed once, until its pod is gone",
        given: ended("OOMKilled", holds([0, "5m"], 1), ends(holds([0, "5m"], 1), "8m")),
        seen: { "4m45s": "silent", "5m": "firing", "9m30s": "firing", "9m45s": "silent", "12m": "silent" },
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
        title: "it ended, and is not known to have been killed",
        given: ended("OOMKilled", holds([0, "5m"], 1), holds(0)),
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
        seen: { "4m45s": "pending", "5m": "firing", "18m": "firing", "18m15s": "silent", "20m": "silent" },
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
        seen: { "9m45s": "pending", "10m": "firing", "16m30s": "firing", "16m45s": "silent", "18m": "silent" },
        labels: container,
      },
      {
        title: "a Secret is missing",
        given: waiting("CreateContainerConfigError", holds(1)),
        seen: { "9m45s": "pending", "10m": "firing" },
        labels: container,
      },
    ],
    staysSilent: [
      { title: "it crashes", given: waiting("CrashLoopBackOff", holds(1)), seen: { "11m": "silent" } },
      { title: "it runs", given: waiting("ErrImagePull", holds(0)), seen: { "11m": "silent" } },
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
        title: "once every hundred seconds for a quarter of an hour",
        given: [series(kubePodContainerStatusRestartsTotal, container, grows([0.01, "15m"], 0))],
        seen: {
          "8m15s": "silent",
          "8m30s": "pending",
          "9m15s": "pending",
          "9m30s": "firing",
          "66m": "firing",
          "66m15s": "silent",
          "75m": "silent",
        },
        labels: container,
      },
    ],
    staysSilent: [
      {
        title: "five times, then no more",
        given: [series(kubePodContainerStatusRestartsTotal, container, holds([0, "2m"], [2, "2m"], [4, "2m"], 5))],
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
