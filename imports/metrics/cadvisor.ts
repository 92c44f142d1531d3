import { counter, gauge, open } from "../../lib/promql/metric.ts";

const target = { namespace: open, pod: open, container: open, image: open, node: open, job: open, instance: open } as const;
const key = ["namespace", "pod", "container", "node"] as const;

export const containerCpuUsageSecondsTotal = counter("container_cpu_usage_seconds_total", { ...target, cpu: open }, [...key, "cpu"]);
export const containerCpuCfsPeriodsTotal = counter("container_cpu_cfs_periods_total", target, key);
export const containerCpuCfsThrottledPeriodsTotal = counter("container_cpu_cfs_throttled_periods_total", target, key);
export const containerMemoryWorkingSetBytes = gauge("container_memory_working_set_bytes", target, key);
export const containerOomEventsTotal = counter("container_oom_events_total", target, key);
export const containerNetworkReceiveBytesTotal = counter("container_network_receive_bytes_total", { ...target, interface: open }, [...key, "interface"]);
export const containerNetworkTransmitBytesTotal = counter("container_network_transmit_bytes_total", { ...target, interface: open }, [...key, "interface"]);
