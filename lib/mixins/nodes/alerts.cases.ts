import {
  nodeCpuSecondsTotal,
  nodeDiskIoTimeWeightedSecondsTotal,
  nodeFilesystemAvailBytes,
  nodeFilesystemFiles,
  nodeFilesystemFilesFree,
  nodeFilesystemSizeBytes,
  nodeMemoryMemAvailableBytes,
  nodeMemoryMemTotalBytes,
  nodeNetworkReceiveErrsTotal,
  nodeNetworkReceivePacketsTotal,
  nodeNetworkTransmitErrsTotal,
  nodeNetworkTransmitPacketsTotal,
  nodeTimeSeconds,
  nodeVmstatPgmajfault,
} from "../../../imports/metrics/node-exporter.ts";
import { type CasesOf, series } from "../../alerting/cases.ts";
import { climbs, grows, holds, type Samples } from "../../alerting/samples.ts";
import type { alerts } from "./alerts.ts";

const node = { node: "node-1" };
const filesystem = { ...node, mountpoint: "/var", device: "/dev/sda2", fstype: "ext4" };

const memory = (available: Samples) => [
  series(nodeMemoryMemAvailableBytes, node, available),
  series(nodeMemoryMemTotalBytes, node, holds(100)),
];

/** Two processors, idle for so many seconds a second together. */
const processors = (idle: Samples, working: Samples) => [
  series(nodeCpuSecondsTotal, { ...node, cpu: "0", mode: "idle" }, idle),
  series(nodeCpuSecondsTotal, { ...node, cpu: "0", mode: "iowait" }, grows(0.05)),
  series(nodeCpuSecondsTotal, { ...node, cpu: "0", mode: "user" }, working),
  series(nodeCpuSecondsTotal, { ...node, cpu: "1", mode: "idle" }, idle),
  series(nodeCpuSecondsTotal, { ...node, cpu: "1", mode: "iowait" }, grows(0.05)),
  series(nodeCpuSecondsTotal, { ...node, cpu: "1", mode: "user" }, working),
];

const space = (available: Samples) => [
  series(nodeFilesystemAvailBytes, filesystem, available),
  series(nodeFilesystemSizeBytes, filesystem, holds(100)),
];

const inodes = (free: Samples, fstype = "ext4") => [
  series(nodeFilesystemFilesFree, { ...filesystem, fstype }, free),
  series(nodeFilesystemFiles, { ...filesystem, fstype }, holds(1000)),
];

const queue = (device: string, waiting: Samples) =>
  series(nodeDiskIoTimeWeightedSecondsTotal, { ...node, device }, waiting);

const packets = (device: string, broken: Samples, all: number) => [
  series(nodeNetworkReceiveErrsTotal, { ...node, device }, broken),
  series(nodeNetworkTransmitErrsTotal, { ...node, device }, grows(0)),
  series(nodeNetworkReceivePacketsTotal, { ...node, device }, grows(all / 2)),
  series(nodeNetworkTransmitPacketsTotal, { ...node, device }, grows(all / 2)),
];

/** A clock that is so many seconds ahead; it goes on by 3,600 an hour. */
const clock = (ahead: number) => series(nodeTimeSeconds, node, climbs(ahead, 3600));

export const cases: CasesOf<typeof alerts> = {
  NodeMemoryNearlyFull: {
    fires: [
      {
        title: "86% for a quarter of an hour",
        given: memory(holds([14, "15m"], 40)),
        seen: { "9m": "pending", "11m": "firing", "16m": "silent" },
        labels: node,
      },
    ],
    staysSilent: [{ title: "just under 85%", given: memory(holds(15.1)), seen: { "11m": "silent" } }],
    says: {
      summary: "node-1 uses more than 85% of its memory",
      description:
        "node-1 uses 86% of its memory. Soon the kubelet evicts pods, or the kernel kills processes. Look which pods of the node use more than they asked for.",
    },
  },
  NodeCpuBusy: {
    fires: [
      {
        title: "it works for nine tenths of 20 minutes, then rests",
        given: processors(grows([0.05, "20m"], 0.85), grows([0.9, "20m"], 0.1)),
        seen: { "15m": "pending", "16m": "firing", "23m": "silent" },
        labels: node,
      },
    ],
    staysSilent: [
      {
        title: "it works just under four fifths",
        given: processors(grows(0.151), grows(0.799)),
        seen: { "16m": "silent" },
      },
    ],
    says: {
      summary: "node-1 has been working at more than 80% of its CPU for 15 minutes",
      description:
        "node-1 works 90% of its CPU time. Containers get no more than they asked for, and answers become slow. Look which pods of the node use most, and whether the cluster can grow.",
    },
  },
  NodeMemoryPressure: {
    fires: [
      {
        title: "a thousand pages a second for a quarter of an hour",
        given: [series(nodeVmstatPgmajfault, node, grows([1000, "15m"], 0))],
        seen: { "12m": "pending", "13m": "firing", "18m": "silent" },
        labels: node,
      },
    ],
    staysSilent: [
      {
        title: "just under 500 a second",
        given: [series(nodeVmstatPgmajfault, node, grows(499))],
        seen: { "16m": "silent" },
      },
    ],
    says: {
      summary: "node-1 has too little memory and reads it back from disk",
      description:
        "node-1 reads 1000 pages a second from disk that it had to throw out of memory. Everything on it is slow, and soon processes are killed. Look which pods of the node use more than they asked for.",
    },
  },
  NodeFilesystemNearlyFull: {
    fires: [
      {
        title: "89% for a quarter of an hour, then cleaned up",
        given: space(holds([11, "15m"], 60)),
        seen: { "9m": "pending", "11m": "firing", "16m": "silent" },
        labels: { ...node, mountpoint: "/var" },
      },
    ],
    staysSilent: [{ title: "just under 88%", given: space(holds(12.1)), seen: { "11m": "silent" } }],
    says: {
      summary: "/var of node-1 is more than 88% full",
      description:
        "/var of node-1 is 89% full. At 90% the kubelet evicts pods and takes no new ones. It has removed unused images already: look for logs and files of pods.",
    },
  },
  NodeFilesystemFilling: {
    fires: [
      {
        title: "75%, and two more each hour",
        given: space(climbs(25, -2)),
        seen: { "29m": "pending", "31m": "firing" },
        labels: { ...node, mountpoint: "/var" },
      },
    ],
    staysSilent: [
      { title: "75%, and 90% in little more than a day", given: space(climbs(25, -0.6)), seen: { "31m": "silent" } },
      { title: "images are pulled onto a fresh disk", given: space(climbs(50, -20)), seen: { "31m": "silent" } },
    ],
    says: {
      summary: "/var of node-1 will be full within a day",
      description:
        "/var of node-1 fills so fast that in a day it would be 124% full. At 90% the kubelet evicts pods. Look what writes so much: logs, or files of a pod.",
    },
  },
  NodeInodesNearlyExhausted: {
    fires: [
      {
        title: "91% of its files for a quarter of an hour",
        given: inodes(holds([90, "15m"], 500)),
        seen: { "9m": "pending", "11m": "firing", "16m": "silent" },
        labels: { ...node, mountpoint: "/var" },
      },
    ],
    staysSilent: [
      { title: "just under 90%", given: inodes(holds(101)), seen: { "11m": "silent" } },
      { title: "a file system in memory", given: inodes(holds(90), "tmpfs"), seen: { "11m": "silent" } },
    ],
    says: {
      summary: "/var of node-1 can hold hardly any more files",
      description:
        "/var of node-1 uses 91% of its inodes. At 95% the kubelet evicts pods, though there is space left. Look which pod writes many small files.",
    },
  },
  NodeDiskSaturated: {
    fires: [
      {
        title: "twenty requests wait for one of two disks",
        given: [queue("sda", grows([20, "20m"], 1)), queue("sdb", grows(1))],
        seen: { "17m": "pending", "18m": "firing", "25m": "silent" },
        labels: node,
      },
    ],
    staysSilent: [
      {
        title: "just under ten at each of two",
        given: [queue("sda", grows(9.9)), queue("sdb", grows(9.9))],
        seen: { "21m": "silent" },
      },
      {
        title: "what lies on other disks",
        given: [queue("dm-0", grows(20)), queue("md0", grows(20))],
        seen: { "16m": "silent" },
      },
    ],
    says: {
      summary: "A disk of node-1 does not keep up",
      description:
        "On average 20 requests wait for the busiest disk of node-1. Everything that reads or writes there is slow, databases first. Look which pod writes most.",
    },
  },
  NodeNetworkErrors: {
    fires: [
      {
        title: "one packet in fifty is broken for 20 minutes",
        given: packets("eth0", grows([20, "20m"], 0), 1000),
        seen: { "15m": "pending", "16m": "firing", "24m": "silent" },
        labels: node,
      },
    ],
    staysSilent: [
      { title: "just under one in a hundred", given: packets("eth0", grows(9.9), 1000), seen: { "16m": "silent" } },
      { title: "hardly any packets", given: packets("eth0", grows(1), 9), seen: { "16m": "silent" } },
      {
        title: "on what pods share, not on a cable",
        given: packets("cni0", grows(20), 1000),
        seen: { "16m": "silent" },
      },
    ],
    says: {
      summary: "More than 1% of the packets of node-1 are broken",
      description:
        "2% of the packets of node-1 arrive or leave broken. They are sent again, so requests take longer. It is the cable, the card or its driver: replace the node.",
    },
  },
  NodeClockSkew: {
    fires: [
      {
        title: "five seconds behind",
        given: [clock(-5)],
        seen: { "4m": "pending", "6m": "firing" },
        labels: node,
      },
      {
        title: "two seconds ahead",
        given: [clock(2)],
        seen: { "4m": "pending", "6m": "firing" },
        labels: node,
      },
    ],
    staysSilent: [{ title: "just under a second", given: [clock(0.99)], seen: { "6m": "silent" } }],
    says: {
      summary: "The clock of node-1 is wrong",
      description:
        "The clock of node-1 is 5s away from that of Prometheus. Tokens and certificates are refused, and logs cannot be put in order. Look whether its time service runs.",
    },
  },
};
