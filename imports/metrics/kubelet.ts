import { gauge, open } from "../../lib/promql/metric.ts";

const target = { namespace: open, persistentvolumeclaim: open, node: open, job: open, instance: open } as const;

export const kubeletVolumeStatsAvailableBytes = gauge("kubelet_volume_stats_available_bytes", target, ["namespace", "persistentvolumeclaim", "node"]);
export const kubeletVolumeStatsCapacityBytes = gauge("kubelet_volume_stats_capacity_bytes", target, ["namespace", "persistentvolumeclaim", "node"]);
