import { promql } from "../../promql/promql.ts";
import { componentAlerts } from "../alerts.ts";
import {
  clockSkew,
  cpuBusy,
  diskQueue,
  filesystemUsed,
  filesystemUsedTomorrow,
  inodesUsed,
  majorFaults,
  memoryUsed,
  networkErrors,
} from "./rules.ts";

/** The share of a node's memory at which NodeMemoryNearlyFull fires. */
export const memoryLimit = 0.85;

/** The share of a node's CPU time at which NodeCpuBusy fires. */
export const cpuLimit = 0.8;

/** The share of a file system at which NodeFilesystemNearlyFull fires: the kubelet evicts pods at 90%. */
export const filesystemLimit = 0.88;

/** The share of a file system that NodeFilesystemFilling sees used in a day: where the kubelet evicts pods. */
export const evictionLimit = 0.9;

/** Less used than this, a way up is images that are pulled; the kubelet removes them. */
const usual = 0.7;

/** The share of a file system's files at which NodeInodesNearlyExhausted fires. */
export const inodeLimit = 0.9;

/** Pages a second read back from disk at which NodeMemoryPressure fires. */
export const majorFaultLimit = 500;

/** Requests that wait for a disk on average at which NodeDiskSaturated fires. */
export const diskQueueLimit = 10;

/** The share of broken packets at which NodeNetworkErrors fires. */
export const networkErrorLimit = 0.01;

/** Seconds between clocks at which NodeClockSkew fires; the way of a scrape takes less. */
export const clockSkewLimit = 1;

export const alerts = componentAlerts({
  NodeMemoryNearlyFull: {
    expr: promql`avg_over_time(${memoryUsed()}[5m]) > ${memoryLimit}`,
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
  // Pages are thrown out and read again at once: the node works for itself only.
  NodeMemoryPressure: {
    expr: promql`${majorFaults()} > ${majorFaultLimit}`,
    for: "10m",
    severity: "critical",
    identity: ["node"],
    summary: "{{ $labels.node }} has too little memory and reads it back from disk",
    description:
      "{{ $labels.node }} reads {{ $value | humanize }} pages a second from disk that it had to throw out of memory. Everything on it is slow, and soon processes are killed. This is not the kubelet's condition MemoryPressure, which speaks of memory that is left. Look which pods of the node use more than they asked for.",
    dashboard: "infrastructure-health",
  },
  NodeFilesystemNearlyFull: {
    expr: promql`avg_over_time(${filesystemUsed()}[5m]) > ${filesystemLimit}`,
    for: "10m",
    severity: "critical",
    identity: ["node", "mountpoint"],
    summary: "{{ $labels.mountpoint }} of {{ $labels.node }} is more than 88% full",
    description:
      "{{ $labels.mountpoint }} of {{ $labels.node }} is {{ $value | humanizePercentage }} full. At 90% the kubelet evicts pods and takes no new ones. It has removed unused images already: look for logs and files of pods.",
    dashboard: "infrastructure-health",
  },
  NodeFilesystemFilling: {
    expr: promql`${filesystemUsedTomorrow()} > ${evictionLimit} and avg_over_time(${filesystemUsed()}[5m]) > ${usual}`,
    for: "30m",
    severity: "warning",
    identity: ["node", "mountpoint"],
    summary: "{{ $labels.mountpoint }} of {{ $labels.node }} will be full within a day",
    description:
      "{{ $labels.mountpoint }} of {{ $labels.node }} fills so fast that in a day it would be {{ $value | humanizePercentage }} full. At 90% the kubelet evicts pods. Look what writes so much: logs, or files of a pod.",
    dashboard: "infrastructure-health",
  },
  NodeInodesNearlyExhausted: {
    expr: promql`avg_over_time(${inodesUsed()}[5m]) > ${inodeLimit}`,
    for: "10m",
    severity: "warning",
    identity: ["node", "mountpoint"],
    summary: "{{ $labels.mountpoint }} of {{ $labels.node }} can hold hardly any more files",
    description:
      "{{ $labels.mountpoint }} of {{ $labels.node }} uses {{ $value | humanizePercentage }} of its inodes. At 95% the kubelet evicts pods, though there is space left. Look which pod writes many small files.",
    dashboard: "infrastructure-health",
  },
  NodeDiskSaturated: {
    expr: promql`${diskQueue()} > ${diskQueueLimit}`,
    for: "15m",
    severity: "warning",
    identity: ["node"],
    summary: "A disk of {{ $labels.node }} does not keep up",
    description:
      "On average {{ $value | humanize }} requests wait for the busiest disk of {{ $labels.node }}. Everything that reads or writes there is slow, databases first. Look which pod writes most.",
    dashboard: "infrastructure-health",
  },
  NodeNetworkErrors: {
    expr: promql`${networkErrors()} > ${networkErrorLimit}`,
    for: "15m",
    severity: "warning",
    identity: ["node"],
    summary: "More than 1% of the packets of {{ $labels.node }} are broken",
    description:
      "{{ $value | humanizePercentage }} of the packets of {{ $labels.node }} arrive or leave broken. They are sent again, so requests take longer. It is the cable, the card or its driver: replace the node.",
    dashboard: "infrastructure-health",
  },
  NodeClockSkew: {
    expr: promql`avg_over_time(${clockSkew()}[5m]) > ${clockSkewLimit}`,
    for: "5m",
    severity: "warning",
    identity: ["node"],
    summary: "The clock of {{ $labels.node }} is wrong",
    description:
      "The clock of {{ $labels.node }} is {{ $value | humanizeDuration }} away from that of Prometheus. Tokens and certificates are refused, and logs cannot be put in order. Look whether its time service runs.",
    dashboard: "infrastructure-health",
  },
});
