import {
  nodeCpuSecondsTotal,
  nodeDiskIoTimeSecondsTotal,
  nodeDiskReadBytesTotal,
  nodeDiskWrittenBytesTotal,
  nodeFilesystemAvailBytes,
  nodeFilesystemSizeBytes,
  nodeMemoryMemAvailableBytes,
  nodeMemoryMemTotalBytes,
  nodeNetworkReceiveBytesTotal,
  nodeNetworkTransmitBytesTotal,
} from "../../../imports/metrics/node-exporter.ts";
import { notMatching, oneOf, open, type Selector } from "../../promql/metric.ts";
import { promql } from "../../promql/promql.ts";
import { record } from "../../promql/recording.ts";

const node = { node: open } as const;

/** Devices that carry what others carry again: loopback, bridges, tunnels of pod networks. */
const cable = { device: notMatching("lo|(?:br|cni|docker|dummy|flannel|kube|tun|vxlan|cilium).*") };
/** Without volumes that lie on other devices, whose bytes would count twice. */
const disk = { device: notMatching("(?:dm-|md).*") };
/** What can run full and hurt: memory as a file system is counted as memory. */
const stored = { fstype: notMatching("tmpfs|ramfs|overlay|squashfs") };

const rate = (selector: Selector) => promql`sum by (node) (rate(${selector}[5m]))`;

/** Share of its CPU time in which a node works; waiting for a disk is no work. */
export const cpuBusy = record(
  "node:cpu:busy_ratio5m",
  node,
  promql`
    1 - avg by (node) (
      sum by (node, cpu) (rate(${nodeCpuSecondsTotal({ mode: oneOf("idle", "iowait") })}[5m])))`,
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
  { node: open, mountpoint: open },
  promql`
    1 - max by (node, mountpoint) (${nodeFilesystemAvailBytes(stored)})
      / max by (node, mountpoint) (${nodeFilesystemSizeBytes(stored)})`,
);

/** None builds on another. */
export const recordings = [cpuBusy, memoryUsed, diskBusy, diskRead, diskWritten, received, sent, filesystemUsed];
