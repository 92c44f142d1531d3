import { kubeletVolumeStatsAvailableBytes, kubeletVolumeStatsCapacityBytes } from "../../../imports/metrics/kubelet.ts";
import { open } from "../../promql/metric.ts";
import { promql } from "../../promql/promql.ts";
import { record } from "../../promql/recording.ts";

/** Share of each volume that is used; `max`, since a volume that moves is seen on two nodes for a while. */
export const volumeUsed = record(
  "persistentvolumeclaim:volume:used_ratio",
  { namespace: open, persistentvolumeclaim: open },
  promql`
    1 - max by (namespace, persistentvolumeclaim) (${kubeletVolumeStatsAvailableBytes()})
      / max by (namespace, persistentvolumeclaim) (${kubeletVolumeStatsCapacityBytes()})`,
);

/** None builds on another. */
export const recordings = [volumeUsed];
