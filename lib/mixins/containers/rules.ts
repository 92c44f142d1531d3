import {
  containerCpuCfsPeriodsTotal,
  containerCpuCfsThrottledPeriodsTotal,
  containerCpuUsageSecondsTotal,
  containerMemoryWorkingSetBytes,
  containerNetworkReceiveBytesTotal,
  containerNetworkTransmitBytesTotal,
} from "../../../imports/metrics/cadvisor.ts";
import {
  kubePodContainerResourceLimits,
  kubePodContainerResourceRequests,
  kubePodContainerStatusLastTerminatedReason,
  kubePodContainerStatusRestartsTotal,
} from "../../../imports/metrics/kube-state-metrics.ts";
import { open, present, type Selector } from "../../promql/metric.ts";
import { promql } from "../../promql/promql.ts";
import { record } from "../../promql/recording.ts";

const pod = { namespace: open, pod: open } as const;
const container = { ...pod, container: open } as const;

/** A pod's sandbox has series, too, but no container's name. */
const named = { container: present };

const rate = (selector: Selector) => promql`sum by (namespace, pod, container) (rate(${selector}[5m]))`;
const podRate = (selector: Selector) => promql`sum by (namespace, pod) (rate(${selector}[5m]))`;
/** `max`, since the old and the new series of a container that was restarted overlap for a scrape. */
const latest = (selector: Selector) => promql`max by (namespace, pod, container) (${selector})`;

/** What a container asked for or is limited to does not change because kube-state-metrics did not answer once. */
const declared = (selector: Selector) => promql`
  max by (namespace, pod, container) (last_over_time(${selector}[2m]))`;

/** CPU seconds a second that a container uses. */
export const cpuUsage = record(
  "container:cpu_usage_seconds:rate5m",
  container,
  rate(containerCpuUsageSecondsTotal(named)),
);

/** What a container uses of the CPU that it asked for; more than all of it is fine while the node has some to spare. */
export const cpuOfRequest = record(
  "container:cpu_usage:request_ratio5m",
  container,
  promql`${cpuUsage()} / ${declared(kubePodContainerResourceRequests({ resource: "cpu" }))}`,
);

/** What a container uses of the CPU that it may use; no series without a limit. */
export const cpuOfLimit = record(
  "container:cpu_usage:limit_ratio5m",
  container,
  promql`${cpuUsage()} / ${declared(kubePodContainerResourceLimits({ resource: "cpu" }))}`,
);

/** Share of its time slices in which a container was held back by its limit of CPU. */
export const throttled = record(
  "container:cpu_throttled_periods:ratio5m",
  container,
  promql`${rate(containerCpuCfsThrottledPeriodsTotal(named))} / (${rate(containerCpuCfsPeriodsTotal(named))} > 0)`,
);

/** Memory that the kernel cannot take back without killing: what counts against the limit. */
export const memoryUsage = record(
  "container:memory_working_set_bytes:max",
  container,
  latest(containerMemoryWorkingSetBytes(named)),
);

/** What a container uses of the memory at which it is killed; no series without a limit. */
export const memoryOfLimit = record(
  "container:memory_working_set:limit_ratio",
  container,
  promql`${memoryUsage()} / ${declared(kubePodContainerResourceLimits({ resource: "memory" }))}`,
);

/** Bytes a second that a pod receives; its containers share one network. */
export const received = record("pod:network_receive_bytes:rate5m", pod, podRate(containerNetworkReceiveBytesTotal()));

/** Bytes a second that a pod sends. */
export const sent = record("pod:network_transmit_bytes:rate5m", pod, podRate(containerNetworkTransmitBytesTotal()));

/** How often a container was started again within an hour. */
export const restarts = record(
  "container:restarts:increase1h",
  container,
  promql`max by (namespace, pod, container) (increase(${kubePodContainerStatusRestartsTotal()}[1h]))`,
);

/**
 * Restarts within ten minutes of a container that the kernel had killed at its memory limit. cAdvisor counts such kills in series that
 * end with the container, before anybody sees them grow.
 */
export const kills = record(
  "container:restarts_after_oom_kill:increase10m",
  container,
  promql`
    max by (namespace, pod, container) (increase(${kubePodContainerStatusRestartsTotal()}[10m]))
      * max by (namespace, pod, container) (
        max_over_time(${kubePodContainerStatusLastTerminatedReason({ reason: "OOMKilled" })}[2m]))`,
);

/** In the order in which they build on one another. */
export const recordings = [
  cpuUsage,
  cpuOfRequest,
  cpuOfLimit,
  throttled,
  memoryUsage,
  memoryOfLimit,
  received,
  sent,
  restarts,
  kills,
];
