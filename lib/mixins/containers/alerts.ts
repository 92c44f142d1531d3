import { defineAlerts } from "../../alerting/alert.ts";
import { promql } from "../../promql/promql.ts";
import { cpuOfLimit, memoryOfLimit } from "./rules.ts";

/** The share of its memory limit at which ContainerMemoryNearLimit fires. */
export const memoryLimit = 0.85;

/** The share of its CPU limit at which ContainerCpuNearLimit fires. */
export const cpuLimit = 0.8;

export const alerts = defineAlerts({
  ContainerMemoryNearLimit: {
    expr: promql`${memoryOfLimit()} > ${memoryLimit}`,
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
});
