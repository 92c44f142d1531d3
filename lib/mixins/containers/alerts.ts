import { kubePodContainerStatusWaitingReason } from "../../../imports/metrics/kube-state-metrics.ts";
import { noneOf, type Selector } from "../../promql/metric.ts";
import { promql } from "../../promql/promql.ts";
import { componentAlerts } from "../alerts.ts";
import { cpuOfLimit, kills, memoryOfLimit, restarts, throttled } from "./rules.ts";

/** The share of its memory limit at which ContainerMemoryNearLimit fires. */
export const memoryLimit = 0.85;

/** The share of its CPU limit at which ContainerCpuNearLimit fires. */
export const cpuLimit = 0.8;

/** The share of its time slices at which ContainerThrottled fires. */
export const throttledLimit = 0.25;

/** Restarts in an hour at which ContainerRestartsOften fires. */
export const restartLimit = 5;

/** Kills or waiting containers while all is well. */
export const none = 0;

/** A container that waits again and again, between its tries. */
const waits = (selector: Selector) => promql`
  max by (namespace, pod, container) (max_over_time(${selector}[5m])) > ${none}`;

export const alerts = componentAlerts({
  ContainerMemoryNearLimit: {
    expr: promql`avg_over_time(${memoryOfLimit()}[5m]) > ${memoryLimit}`,
    for: "10m",
    severity: "warning",
    identity: ["namespace", "pod", "container"],
    summary: "{{ $labels.container }} in {{ $labels.pod }} uses more than 85% of its memory limit",
    description:
      "{{ $labels.container }} in {{ $labels.namespace }}/{{ $labels.pod }} uses {{ $value | humanizePercentage }} of its memory limit. At 100% the kernel kills it and its requests fail. Look whether it grows steadily (a leak) or with the traffic.",
    dashboard: "resource-utilization",
  },
  // Only against a limit: without one, a container that uses more than it asked for harms nobody until its node is busy.
  ContainerCpuNearLimit: {
    expr: promql`${cpuOfLimit()} > ${cpuLimit}`,
    for: "15m",
    severity: "warning",
    identity: ["namespace", "pod", "container"],
    summary: "{{ $labels.container }} in {{ $labels.pod }} uses more than 80% of its CPU limit",
    description:
      "{{ $labels.container }} in {{ $labels.namespace }}/{{ $labels.pod }} uses {{ $value | humanizePercentage }} of its CPU limit. Near the limit it is held back and answers slowly. Look at its share of throttled time and at the autoscaler.",
    dashboard: "resource-utilization",
  },
  // Only where it hurts: a limit that is hit now and then costs nobody anything.
  ContainerThrottled: {
    expr: promql`${throttled()} > ${throttledLimit}`,
    for: "15m",
    severity: "warning",
    identity: ["namespace", "pod", "container"],
    summary: "{{ $labels.container }} in {{ $labels.pod }} is held back by its CPU limit",
    description:
      "{{ $labels.container }} in {{ $labels.namespace }}/{{ $labels.pod }} is held back in {{ $value | humanizePercentage }} of its time slices, though its node may be idle. Every request takes longer. Raise the CPU limit, or drop it.",
    dashboard: "resource-utilization",
  },
  ContainerKilledForMemory: {
    expr: promql`${kills()} > ${none}`,
    for: "0s",
    severity: "warning",
    identity: ["namespace", "pod", "container"],
    summary: "{{ $labels.container }} in {{ $labels.pod }} was killed at its memory limit",
    description:
      "The kernel has killed {{ $labels.container }} in {{ $labels.namespace }}/{{ $labels.pod }} and it was started again. The requests that it worked on failed. Look whether its memory grew steadily or at once.",
    dashboard: "resource-utilization",
  },
  ContainerCrashLooping: {
    expr: waits(kubePodContainerStatusWaitingReason({ reason: "CrashLoopBackOff" })),
    for: "5m",
    severity: "warning",
    identity: ["namespace", "pod", "container"],
    summary: "{{ $labels.container }} in {{ $labels.pod }} crashes again and again",
    description:
      "{{ $labels.container }} in {{ $labels.namespace }}/{{ $labels.pod }} ends soon after each start; Kubernetes waits longer before each new try. Its last words are in the log of its previous run.",
    dashboard: "resource-utilization",
  },
  ContainerCannotStart: {
    expr: waits(
      kubePodContainerStatusWaitingReason({
        reason: noneOf("CrashLoopBackOff", "ContainerCreating", "PodInitializing"),
      }),
    ),
    for: "10m",
    severity: "warning",
    identity: ["namespace", "pod", "container"],
    summary: "{{ $labels.container }} in {{ $labels.pod }} cannot be started",
    description:
      "{{ $labels.container }} in {{ $labels.namespace }}/{{ $labels.pod }} has waited ten minutes: its image cannot be pulled, or a Secret or ConfigMap that it names is not there. The pod's events name it.",
    dashboard: "resource-utilization",
  },
  // Too seldom for a crash loop, and too often for an accident.
  ContainerRestartsOften: {
    expr: promql`${restarts()} > ${restartLimit}`,
    for: "1m",
    severity: "warning",
    identity: ["namespace", "pod", "container"],
    summary: "{{ $labels.container }} in {{ $labels.pod }} was restarted more than five times in an hour",
    description:
      "{{ $labels.container }} in {{ $labels.namespace }}/{{ $labels.pod }} starts well and ends soon after. Each time its requests fail. Look whether its liveness probe is too strict, or whether it crashes.",
    dashboard: "resource-utilization",
  },
});
