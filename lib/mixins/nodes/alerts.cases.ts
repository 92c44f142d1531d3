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
import type { CasesOf } from "../../alerting/cases.ts";
import { climbs, grows, halfOfFiveMinutes, holds, type Samples, scrapeSeconds } from "../../alerting/samples.ts";
import { series } from "../case-series.ts";
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

/** What lies over it in a container is larger and empty. */
const overlay = { ...filesystem, device: "overlay", fstype: "overlay" };

const space = (available: Samples) => [
  series(nodeFilesystemAvailBytes, filesystem, available),
  series(nodeFilesystemSizeBytes, filesystem, holds(100)),
  series(nodeFilesystemAvailBytes, overlay, holds(9000)),
  series(nodeFilesystemSizeBytes, overlay, holds(9000)),
];

const inodes = (free: Samples, fstype = "ext4") => [
  series(nodeFilesystemFilesFree, { ...filesystem, fstype }, free),
  series(nodeFilesystemFiles, { ...filesystem, fstype }, holds(1000)),
  series(nodeFilesystemFilesFree, overlay, holds(90_000)),
  series(nodeFilesystemFiles, overlay, holds(90_000)),
];

const queue = (device: string, waiting: Samples) =>
  series(nodeDiskIoTimeWeightedSecondsTotal, { ...node, device }, waiting);

/** As many arrive as leave, and as many of these are broken as of those. */
const packets = (device: string, broken: Samples, all: Samples) => [
  series(nodeNetworkReceiveErrsTotal, { ...node, device }, broken),
  series(nodeNetworkTransmitErrsTotal, { ...node, device }, broken),
  series(nodeNetworkReceivePacketsTotal, { ...node, device }, all),
  series(nodeNetworkTransmitPacketsTotal, { ...node, device }, all),
];

/** A clock that is so many seconds ahead. */
const clock = (ahead: Samples) =>
  series(nodeTimeSeconds, node, (count) => ahead(count).map((each, index) => Number(each) + index * scrapeSeconds));

export const cases: CasesOf<typeof alerts> = {
  NodeMemoryNearlyFull: {
    fires: [
      {
        title: "86% for eleven minutes, then more, then three quarters",
        given: memory(holds([14, "11m"], [4, "5m"], 25)),
        seen: { "9m45s": "pending", "10m": "firing", "18m15s": "firing", "18m30s": "silent", "20m": "silent" },
        labels: node,
      },
    ],
    staysSilent: [{ title: "85%", given: memory(holds(15)), seen: { "11m": "silent" } }],
    says: {
      summary: "node-1 uses more than 85% of its memory",
      description:
        "node-1 uses 86% of its memory. Soon the kubelet evicts pods, or the kernel kills processes. Look which pods of the node use more than they asked for.",
    },
  },
  NodeCpuBusy: {
    fires: [
      {
        title: "it works for 83% of 20 minutes, then for 70%",
        given: processors(grows([0.12, "20m"], 0.25), grows([0.83, "20m"], 0.7)),
        seen: {
          "0s": "silent",
          "15s": "pending",
          "15m": "pending",
          "15m15s": "firing",
          "20m45s": "firing",
          "21m": "silent",
          "23m": "silent",
        },
        labels: node,
      },
    ],
    staysSilent: [
      {
        title: "it works for four fifths of the time",
        given: processors(grows(0.15), grows(0.8)),
        seen: { "5m": "silent", "16m": "silent" },
      },
    ],
    says: {
      summary: "node-1 has been working at more than 80% of its CPU for 15 minutes",
      description:
        "node-1 works 83% of its CPU time. Containers get no more than they asked for, and answers become slow. Look which pods of the node use most, and whether the cluster can grow.",
    },
  },
  NodeMemoryPressure: {
    fires: [
      {
        title: "520 pages a second for seventeen minutes",
        given: [series(nodeVmstatPgmajfault, node, grows([520, "17m"], 0))],
        seen: {
          "4m45s": "silent",
          "5m": "pending",
          "14m45s": "pending",
          "15m": "firing",
          "16m45s": "firing",
          "17m": "silent",
          "18m": "silent",
        },
        labels: node,
      },
    ],
    staysSilent: [
      {
        title: "a burst that makes 500 a second over five minutes",
        given: [series(nodeVmstatPgmajfault, node, grows([1000, halfOfFiveMinutes], 0))],
        seen: { "16m": "silent" },
      },
    ],
    says: {
      summary: "node-1 has too little memory and reads it back from disk",
      description:
        "node-1 reads 520 pages a second from disk that it had to throw out of memory. Everything on it is slow, and soon processes are killed. This is not the kubelet's condition MemoryPressure, which speaks of memory that is left. Look which pods of the node use more than they asked for.",
    },
  },
  NodeFilesystemNearlyFull: {
    fires: [
      {
        title: "89% for eleven minutes, then more, then cleaned up",
        given: space(holds([11, "11m"], [2, "5m"], 22)),
        seen: { "9m45s": "pending", "10m": "firing", "18m": "firing", "18m15s": "silent", "20m": "silent" },
        labels: { ...node, mountpoint: "/var" },
      },
    ],
    staysSilent: [{ title: "88%", given: space(holds(12)), seen: { "11m": "silent" } }],
    says: {
      summary: "/var of node-1 is more than 88% full",
      description:
        "/var of node-1 is 89% full. At 90% the kubelet evicts pods and takes no new ones. It has removed unused images already: look for logs and files of pods.",
    },
  },
  NodeFilesystemFilling: {
    fires: [
      {
        title: "69%, and two more each hour, for three hours",
        given: space(climbs(31, -2, "3h")),
        seen: { "32m15s": "silent", "32m30s": "pending", "62m15s": "pending", "62m30s": "firing" },
        labels: { ...node, mountpoint: "/var" },
      },
      {
        title: "69%, and two more each hour for three hours, until hardly any of them are left in the window",
        given: space(climbs(31, -2, "3h")),
        evaluatedEvery: "1m",
        seen: { "63m": "firing", "6h50m": "firing", "6h51m": "silent", "7h": "silent" },
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
        "/var of node-1 fills so fast that in a day it would be 119.1% full. At 90% the kubelet evicts pods. Look what writes so much: logs, or files of a pod.",
    },
  },
  NodeInodesNearlyExhausted: {
    fires: [
      {
        title: "91% of its files for eleven minutes, then more, then deleted",
        given: inodes(holds([90, "11m"], [10, "5m"], 200)),
        seen: { "9m45s": "pending", "10m": "firing", "18m": "firing", "18m15s": "silent", "20m": "silent" },
        labels: { ...node, mountpoint: "/var" },
      },
    ],
    staysSilent: [
      { title: "90%", given: inodes(holds(100)), seen: { "11m": "silent" } },
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
        title: "more than ten requests wait for one of two disks",
        given: [queue("sda", grows([10.4, "22m"], 1)), queue("sdb", grows(1))],
        seen: {
          "4m45s": "silent",
          "5m": "pending",
          "19m45s": "pending",
          "20m": "firing",
          "21m45s": "firing",
          "22m": "silent",
          "25m": "silent",
        },
        labels: node,
      },
    ],
    staysSilent: [
      {
        title: "a burst that makes ten at each of two over five minutes",
        given: [queue("sda", grows([20, halfOfFiveMinutes], 0)), queue("sdb", grows([20, halfOfFiveMinutes], 0))],
        seen: { "3m": "silent", "21m": "silent" },
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
        "On average 10.4 requests wait for the busiest disk of node-1. Everything that reads or writes there is slow, databases first. Look which pod writes most.",
    },
  },
  NodeNetworkErrors: {
    fires: [
      {
        title: "a little more than one in a hundred of few packets is broken for 22 minutes",
        given: [
          ...packets("eth0", grows([0, "6m"], [0.053, "22m"], 0), grows(5.1)),
          ...packets("cni0", grows(0), grows(500)),
        ],
        seen: {
          "10m30s": "silent",
          "10m45s": "pending",
          "25m30s": "pending",
          "25m45s": "firing",
          "27m45s": "firing",
          "28m": "silent",
          "30m": "silent",
        },
        labels: node,
      },
    ],
    staysSilent: [
      {
        title: "one in a hundred",
        given: packets("eth0", grows(5), grows(500)),
        seen: { "1m": "silent", "16m": "silent" },
      },
      {
        title: "hardly any packets",
        given: packets("eth0", grows(1), grows([10, halfOfFiveMinutes], 0)),
        seen: { "3m": "silent", "16m": "silent" },
      },
      {
        title: "on what pods share, not on a cable",
        given: [...packets("eth0", grows(0), grows(500)), ...packets("cni0", grows(20), grows(500))],
        seen: { "16m": "silent" },
      },
    ],
    says: {
      summary: "More than 1% of the packets of node-1 are broken",
      description:
        "1.039% of the packets of node-1 arrive or leave broken. They are sent again, so requests take longer. It is the cable, the card or its driver: replace the node.",
    },
  },
  NodeClockSkew: {
    fires: [
      {
        title: "three seconds behind for seven minutes",
        given: [clock(holds([-3, "7m"], 0))],
        seen: { "4m45s": "pending", "5m": "firing", "10m": "firing", "10m15s": "silent", "12m": "silent" },
        labels: node,
      },
      {
        title: "a little more than a second ahead",
        given: [clock(holds(1.04))],
        seen: { "4m45s": "pending", "5m": "firing" },
        labels: node,
      },
    ],
    staysSilent: [{ title: "a second", given: [clock(holds(1))], seen: { "6m": "silent" } }],
    says: {
      summary: "The clock of node-1 is wrong",
      description:
        "The clock of node-1 is 3s away from that of Prometheus. Tokens and certificates are refused, and logs cannot be put in order. Look whether its time service runs.",
    },
  },
};
