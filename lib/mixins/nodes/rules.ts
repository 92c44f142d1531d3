import {
  nodeCpuSecondsTotal,
  nodeDiskIoTimeSecondsTotal,
  nodeDiskIoTimeWeightedSecondsTotal,
  nodeDiskReadBytesTotal,
  nodeDiskWrittenBytesTotal,
  nodeFilesystemAvailBytes,
  nodeFilesystemFiles,
  nodeFilesystemFilesFree,
  nodeFilesystemSizeBytes,
  nodeMemoryMemAvailableBytes,
  nodeMemoryMemTotalBytes,
  nodeNetworkReceiveBytesTotal,
  nodeNetworkReceiveErrsTotal,
  nodeNetworkReceivePacketsTotal,
  nodeNetworkTransmitBytesTotal,
  nodeNetworkTransmitErrsTotal,
  nodeNetworkTransmitPacketsTotal,
  nodeTimeSeconds,
  nodeVmstatPgmajfault,
} from "../../../imports/metrics/node-exporter.ts";
import { notMatching, oneOf, open, type Selector } from "../../promql/metric.ts";
import { promql } from "../../promql/promql.ts";
import { record } from "../../promql/recording.ts";

const node = { node: open } as const;
const filesystem = { node: open, mountpoint: open } as const;

/** Devices that carry what others carry again: loopback, bridges, tunnels of pod networks. */
const cable = { device: notMatching("lo|(?:br|cni|docker|dummy|flannel|kube|tun|vxlan|cilium).*") };
/** Without volumes that lie on other devices, whose bytes would count twice. */
const disk = { device: notMatching("(?:dm-|md).*") };
/** What can run full and hurt: memory as a file system is counted as memory. */
const stored = { fstype: notMatching("tmpfs|ramfs|overlay|squashfs") };

const rate = (selector: Selector) => promql`sum by (node) (rate(${selector}[5m]))`;

/**
 * Share of its CPU time in which a node works; waiting for a disk is no work. By instance, since the old and the new series of an exporter
 * that was replaced overlap for five minutes.
 */
export const cpuBusy = record(
  "node:cpu:busy_ratio5m",
  node,
  promql`
    1 - avg by (node) (
      sum by (node, instance, cpu) (rate(${nodeCpuSecondsTotal({ mode: oneOf("idle", "iowait") })}[5m])))`,
);

/** Share of a node's memory that programs cannot get. */
export const memoryUsed = record(
  "node:memory:used_ratio",
  node,
  promql`1 - max by (node) (${nodeMemoryMemAvailableBytes()}) / max by (node) (${nodeMemoryMemTotalBytes()})`,
);

/** Share of the time in which a node's busiest disk works. */
export const diskBusy = record(
  "node:disk_io_time:busy_ratio5m",
  node,
  promql`max by (node) (rate(${nodeDiskIoTimeSecondsTotal(disk)}[5m]))`,
);

/** How many requests are under way at a node's busiest disk, or wait for it, on average. */
export const diskQueue = record(
  "node:disk_io_time:queue5m",
  node,
  promql`max by (node) (rate(${nodeDiskIoTimeWeightedSecondsTotal(disk)}[5m]))`,
);

/** Bytes a second that a node reads from its disks. */
export const diskRead = record("node:disk_read_bytes:rate5m", node, rate(nodeDiskReadBytesTotal(disk)));

/** Bytes a second that a node writes to its disks. */
export const diskWritten = record("node:disk_written_bytes:rate5m", node, rate(nodeDiskWrittenBytesTotal(disk)));

/** Bytes a second that a node receives. */
export const received = record("node:network_receive_bytes:rate5m", node, rate(nodeNetworkReceiveBytesTotal(cable)));

/** Bytes a second that a node sends. */
export const sent = record("node:network_transmit_bytes:rate5m", node, rate(nodeNetworkTransmitBytesTotal(cable)));

/** Share of each file system of a node that programs cannot get. */
export const filesystemUsed = record(
  "filesystem:space:used_ratio",
  filesystem,
  promql`
    1 - max by (node, mountpoint) (${nodeFilesystemAvailBytes(stored)})
      / max by (node, mountpoint) (${nodeFilesystemSizeBytes(stored)})`,
);

/** What share of each file system would be used in a day if it went on as in the last six hours. */
export const filesystemUsedTomorrow = record(
  "filesystem:space:used_ratio_in_1d",
  filesystem,
  promql`predict_linear(${filesystemUsed()}[6h], 86400)`,
);

/** Share of the files that a file system can hold; some make room as they need it, and tell no number. */
export const inodesUsed = record(
  "filesystem:inodes:used_ratio",
  filesystem,
  promql`
    1 - max by (node, mountpoint) (${nodeFilesystemFilesFree(stored)})
      / (max by (node, mountpoint) (${nodeFilesystemFiles(stored)}) > 0)`,
);

/** Pages a second that a node reads from disk since memory had no room to keep them. */
export const majorFaults = record(
  "node:memory_major_faults:rate5m",
  node,
  promql`max by (node) (rate(${nodeVmstatPgmajfault()}[5m]))`,
);

/** Fewer packets a second than this say nothing of a cable. */
const fewPackets = 10;

/** Share of a node's packets that arrive or leave broken. */
export const networkErrors = record(
  "node:network_errors:ratio5m",
  node,
  promql`
    (${rate(nodeNetworkReceiveErrsTotal(cable))} + ${rate(nodeNetworkTransmitErrsTotal(cable))})
      / (${rate(nodeNetworkReceivePacketsTotal(cable))} + ${rate(nodeNetworkTransmitPacketsTotal(cable))} > ${fewPackets})`,
);

/** Seconds between a node's clock and that of Prometheus; what a node says of itself is 0 where nothing keeps its time. */
export const clockSkew = record(
  "node:clock:skew_seconds",
  node,
  promql`max by (node) (abs(${nodeTimeSeconds()} - timestamp(${nodeTimeSeconds()})))`,
);

/** In the order in which they build on one another. */
export const recordings = [
  cpuBusy,
  memoryUsed,
  diskBusy,
  diskQueue,
  diskRead,
  diskWritten,
  received,
  sent,
  filesystemUsed,
  filesystemUsedTomorrow,
  inodesUsed,
  majorFaults,
  networkErrors,
  clockSkew,
];
