import { counter, gauge, open } from "../../lib/promql/metric.ts";

const target = { node: open, job: open, instance: open, namespace: open, service: open, pod: open, container: open, endpoint: open } as const;
const fs = { ...target, device: open, fstype: open, mountpoint: open } as const;

export const nodeCpuSecondsTotal = counter("node_cpu_seconds_total", { ...target, cpu: open, mode: ["idle", "iowait", "irq", "nice", "softirq", "steal", "system", "user"] }, ["node", "cpu", "mode"]);
export const nodeMemoryMemAvailableBytes = gauge("node_memory_MemAvailable_bytes", target, ["node"]);
export const nodeMemoryMemTotalBytes = gauge("node_memory_MemTotal_bytes", target, ["node"]);
export const nodeDiskReadBytesTotal = counter("node_disk_read_bytes_total", { ...target, device: open }, ["node", "device"]);
export const nodeDiskWrittenBytesTotal = counter("node_disk_written_bytes_total", { ...target, device: open }, ["node", "device"]);
export const nodeDiskIoTimeSecondsTotal = counter("node_disk_io_time_seconds_total", { ...target, device: open }, ["node", "device"]);
export const nodeNetworkReceiveBytesTotal = counter("node_network_receive_bytes_total", { ...target, device: open }, ["node", "device"]);
export const nodeNetworkTransmitBytesTotal = counter("node_network_transmit_bytes_total", { ...target, device: open }, ["node", "device"]);
export const nodeNetworkReceiveErrsTotal = counter("node_network_receive_errs_total", { ...target, device: open }, ["node", "device"]);
export const nodeNetworkTransmitErrsTotal = counter("node_network_transmit_errs_total", { ...target, device: open }, ["node", "device"]);
export const nodeFilesystemAvailBytes = gauge("node_filesystem_avail_bytes", fs, ["node", "device", "mountpoint"]);
export const nodeFilesystemSizeBytes = gauge("node_filesystem_size_bytes", fs, ["node", "device", "mountpoint"]);
export const nodeLoad1 = gauge("node_load1", target, ["node"]);
