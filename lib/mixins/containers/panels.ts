import { kubePodContainerStatusWaitingReason } from "../../../imports/metrics/kube-state-metrics.ts";
import { panelsOf } from "../../grafana/panel.ts";
import { variable } from "../../grafana/variable.ts";
import { promql } from "../../promql/promql.ts";
import { firingAlerts } from "../firing.ts";
import { alerts, cpuLimit, memoryLimit, none, restartLimit, throttledLimit } from "./alerts.ts";
import {
  cpuOfLimit,
  cpuOfRequest,
  cpuUsage,
  kills as killed,
  memoryOfLimit,
  memoryUsage,
  received,
  restarts as restarted,
  sent,
  throttled,
} from "./rules.ts";

const { graph, stat, above } = panelsOf("containers", alerts);
const chosen = { namespace: variable("namespace") };
const legend = "{{pod}} {{container}}";

/** Alerts of containers that are firing. */
export const firing = firingAlerts("containers", "Firing alerts of containers");

/** The fullest of all, for the overview. */
export const fullestMemory = stat({
  title: "Containers nearest to their memory limit",
  description: "The three containers that use most of their memory limit. At 100% they are killed.",
  unit: "percentunit",
  queries: { [legend]: promql`topk(3, ${memoryOfLimit()})` },
  limits: [above("ContainerMemoryNearLimit", memoryLimit)],
  details: "resource-utilization",
});

export const memoryShare = graph({
  title: "Memory of the limit",
  description:
    "What each container uses of the memory at which it is killed. Above the line ContainerMemoryNearLimit fires. A straight way up over days is a leak.",
  unit: "percentunit",
  queries: { [legend]: promql`${memoryOfLimit(chosen)}` },
  limits: [above("ContainerMemoryNearLimit", memoryLimit)],
});

export const cpuShare = graph({
  title: "CPU of the limit",
  description:
    "What each container uses of the CPU that it may use; those without a limit are not shown. Above the line ContainerCpuNearLimit fires.",
  unit: "percentunit",
  queries: { [legend]: promql`${cpuOfLimit(chosen)}` },
  limits: [above("ContainerCpuNearLimit", cpuLimit)],
});

export const cpuRequestShare = graph({
  title: "CPU of the request",
  description:
    "What each container uses of the CPU that it asked for. Above 100% for hours: raise the request, since on a busy node it gets no more. Far below for days: lower it.",
  unit: "percentunit",
  queries: { [legend]: promql`${cpuOfRequest(chosen)}` },
});

export const throttling = graph({
  title: "Throttled time",
  description:
    "Share of its time slices in which a container was held back by its CPU limit. More than a quarter slows every request: raise the limit or drop it.",
  unit: "percentunit",
  queries: { [legend]: promql`${throttled(chosen)} > 0` },
  limits: [above("ContainerThrottled", throttledLimit)],
});

export const cpu = graph({
  title: "CPU",
  description: "CPU seconds a second of each container: 1 is one core.",
  unit: "short",
  queries: { [legend]: promql`${cpuUsage(chosen)}` },
});

export const memory = graph({
  title: "Memory",
  description: "Memory that the kernel cannot take back without killing.",
  unit: "bytes",
  queries: { [legend]: promql`${memoryUsage(chosen)}` },
});

export const network = graph({
  title: "Network of pods",
  description: "Bytes a second of each pod. A pod that sends far more than its peers may answer one greedy client.",
  unit: "Bps",
  queries: {
    "{{pod}} received": promql`${received(chosen)}`,
    "{{pod}} sent": promql`${sent(chosen)}`,
  },
});

export const kills = graph({
  title: "Kills for want of memory",
  description:
    "Restarts in the last ten minutes of containers that the kernel had killed at their memory limit: raise it, or find the leak.",
  unit: "short",
  queries: { [legend]: promql`${killed(chosen)} > 0` },
  limits: [above("ContainerKilledForMemory", none)],
  nothing: "None",
});

export const waiting = graph({
  title: "Containers that do not start",
  description:
    "Containers that wait between two tries, with the reason. CrashLoopBackOff: read the log of the previous run. Any other: the image, a Secret or a ConfigMap is missing.",
  unit: "short",
  queries: {
    "{{pod}} {{container}} {{reason}}": promql`
      max by (namespace, pod, container, reason) (${kubePodContainerStatusWaitingReason(chosen)}) > 0`,
  },
  limits: [above("ContainerCrashLooping", none), above("ContainerCannotStart", none)],
  nothing: "None",
});

export const restarts = graph({
  title: "Restarts in an hour",
  description: "How often each container was started again. Above the line ContainerRestartsOften fires.",
  unit: "short",
  queries: { [legend]: promql`${restarted(chosen)} > 0` },
  limits: [above("ContainerRestartsOften", restartLimit)],
  nothing: "None",
});
