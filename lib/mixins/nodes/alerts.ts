import { defineAlerts } from "../../alerting/alert.ts";
import { promql } from "../../promql/promql.ts";
import { cpuBusy, memoryUsed } from "./rules.ts";

/** The share of a node's memory at which NodeMemoryNearlyFull fires. */
export const memoryLimit = 0.85;

/** The share of a node's CPU time at which NodeCpuBusy fires. */
export const cpuLimit = 0.8;

export const alerts = defineAlerts({
  NodeMemoryNearlyFull: {
    expr: promql`${memoryUsed()} > ${memoryLimit}`,
    for: "10m",
    severity: "warning",
    identity: ["node"],
    summary: "{{ $labels.node }} uses more than 85% of its memory",
    description:
      "{{ $labels.node }} uses {{ $value | humanizePercentage }} of its memory. Soon the kubelet evicts pods, or the kernel kills processes. Look which pods of the node use more than they asked for.",
    dashboard: "infrastructure-health",
  },
  NodeCpuBusy: {
    expr: promql`${cpuBusy()} > ${cpuLimit}`,
    for: "15m",
    severity: "warning",
    identity: ["node"],
    summary: "{{ $labels.node }} has been working at more than 80% of its CPU for 15 minutes",
    description:
      "{{ $labels.node }} works {{ $value | humanizePercentage }} of its CPU time. Containers get no more than they asked for, and answers become slow. Look which pods of the node use most, and whether the cluster can grow.",
    dashboard: "infrastructure-health",
  },
});
