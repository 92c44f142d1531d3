import { panelsOf } from "../../grafana/panel.ts";
import { variable } from "../../grafana/variable.ts";
import { promql } from "../../promql/promql.ts";
import { firingAlerts } from "../firing.ts";
import {
  alerts,
  clockSkewLimit,
  cpuLimit,
  diskQueueLimit,
  evictionLimit,
  filesystemLimit,
  inodeLimit,
  majorFaultLimit,
  memoryLimit,
  networkErrorLimit,
} from "./alerts.ts";
import {
  networkErrors as brokenPackets,
  clockSkew,
  cpuBusy,
  diskBusy,
  diskQueue,
  diskRead,
  diskWritten,
  filesystemUsed,
  filesystemUsedTomorrow,
  inodesUsed,
  majorFaults,
  memoryUsed,
  received,
  sent,
} from "./rules.ts";

const { graph, stat, bars, above } = panelsOf("nodes", alerts);
const chosen = { node: variable("node") };

/** Alerts of nodes that are firing. */
export const firing = firingAlerts("nodes", "Firing alerts of nodes");

/** The busiest of all, for the overview. */
export const busiest = stat({
  title: "Busiest nodes",
  description: "The three nodes that use most of their CPU time. Red: NodeCpuBusy is about to fire or fires.",
  unit: "percentunit",
  queries: { "{{node}}": promql`topk(3, ${cpuBusy()})` },
  limits: [above("NodeCpuBusy", cpuLimit)],
  details: "infrastructure-health",
});

/** The fullest of all, for the overview. */
export const fullestMemory = stat({
  title: "Nodes with least memory left",
  description: "The three nodes that use most of their memory. Red: NodeMemoryNearlyFull is about to fire or fires.",
  unit: "percentunit",
  queries: { "{{node}}": promql`topk(3, ${memoryUsed()})` },
  limits: [above("NodeMemoryNearlyFull", memoryLimit)],
  details: "infrastructure-health",
});

export const cpu = graph({
  title: "CPU of nodes",
  description: "Share of each node's CPU time in which it works. Above the line for 15 minutes NodeCpuBusy fires.",
  unit: "percentunit",
  queries: { "{{node}}": promql`${cpuBusy(chosen)}` },
  limits: [above("NodeCpuBusy", cpuLimit)],
});

export const memory = graph({
  title: "Memory of nodes",
  description:
    "Share of each node's memory that programs cannot get; caches do not count. Above the line NodeMemoryNearlyFull fires, then the kubelet evicts pods.",
  unit: "percentunit",
  queries: { "{{node}}": promql`${memoryUsed(chosen)}` },
  limits: [above("NodeMemoryNearlyFull", memoryLimit)],
});

export const disks = graph({
  title: "Disk traffic of nodes",
  description: "Bytes a second that each node reads from and writes to its disks.",
  unit: "Bps",
  queries: {
    "{{node}} read": promql`${diskRead(chosen)}`,
    "{{node}} written": promql`${diskWritten(chosen)}`,
  },
});

export const diskTime = graph({
  title: "Busiest disk of nodes",
  description:
    "Share of the time in which each node's busiest disk works. Near 100% everything that writes waits: find the pod, or take a faster volume.",
  unit: "percentunit",
  queries: { "{{node}}": promql`${diskBusy(chosen)}` },
});

export const network = graph({
  title: "Network of nodes",
  description: "Bytes a second that each node receives and sends, without traffic among its own pods.",
  unit: "Bps",
  queries: {
    "{{node}} received": promql`${received(chosen)}`,
    "{{node}} sent": promql`${sent(chosen)}`,
  },
});

export const diskQueues = graph({
  title: "Requests that wait for a disk",
  description:
    "How many requests are under way at each node's busiest disk, or wait for it. Above the line for 15 minutes NodeDiskSaturated fires.",
  unit: "short",
  queries: { "{{node}}": promql`${diskQueue(chosen)}` },
  limits: [above("NodeDiskSaturated", diskQueueLimit)],
});

export const pagesReadBack = graph({
  title: "Pages read back from disk",
  description:
    "Pages a second that had to leave memory and are asked for again. A start reads many, too; above the line for ten minutes NodeMemoryPressure fires.",
  unit: "cps",
  queries: { "{{node}}": promql`${majorFaults(chosen)}` },
  limits: [above("NodeMemoryPressure", majorFaultLimit)],
});

export const networkErrors = graph({
  title: "Network errors of nodes",
  description:
    "Share of packets that arrived or left broken. More than now and then points to a cable, a card or a driver; above the line NodeNetworkErrors fires.",
  unit: "percentunit",
  queries: { "{{node}}": promql`${brokenPackets(chosen)}` },
  limits: [above("NodeNetworkErrors", networkErrorLimit)],
});

export const clocks = graph({
  title: "Clocks of nodes",
  description:
    "Seconds between each node's clock and that of Prometheus. All nodes at once: it is the clock below Prometheus. Above the line NodeClockSkew fires.",
  unit: "s",
  queries: { "{{node}}": promql`${clockSkew(chosen)}` },
  limits: [above("NodeClockSkew", clockSkewLimit)],
});

export const filesystems = bars({
  title: "File systems of nodes",
  description: "How full each node's file systems are. At 85% the kubelet removes images, at 90% it evicts pods.",
  unit: "percentunit",
  maximum: 1,
  queries: { "{{node}} {{mountpoint}}": promql`sort_desc(${filesystemUsed(chosen)})` },
  limits: [above("NodeFilesystemNearlyFull", filesystemLimit)],
});

export const filesystemsTomorrow = graph({
  title: "File systems of nodes in a day",
  description:
    "How full each would be in a day if it went on as in the last six hours. Above the line, and fuller than usual now, NodeFilesystemFilling fires.",
  unit: "percentunit",
  queries: { "{{node}} {{mountpoint}}": promql`${filesystemUsedTomorrow(chosen)}` },
  limits: [above("NodeFilesystemFilling", evictionLimit)],
});

export const inodes = bars({
  title: "Inodes of nodes",
  description: "What share of the files that they can hold the file systems hold. Many small files use them up.",
  unit: "percentunit",
  maximum: 1,
  queries: { "{{node}} {{mountpoint}}": promql`sort_desc(${inodesUsed(chosen)})` },
  limits: [above("NodeInodesNearlyExhausted", inodeLimit)],
});
