import { bytes, toBytes } from "../../kubernetes/quantity.ts";
import { seconds } from "../../promql/duration.ts";
import type { Rule } from "../rule.ts";

/** The share of Prometheus' volume that data may fill: the write-ahead log and compaction need the rest. */
const dataShare = 0.85;

/** The share of Redis' limit of memory that data may fill: clients' buffers and copies during a snapshot need the rest. */
const cacheShare = 0.75;

/** Rules about volumes and memory. */
export const storageRules: readonly Rule[] = [
  {
    id: "retention-size",
    what: `data may fill ${dataShare * 100}% of Prometheus' volume: the write-ahead log and compaction need the rest`,
    *check({ prometheus: { retentionSize, volume } }) {
      const most = dataShare * bytes(volume.size);
      if (bytes(retentionSize) > most)
        yield {
          field: "prometheus.retentionSize",
          value: retentionSize,
          remedy: `set ${roundDown(most)} or less, or enlarge the volume of ${volume.size}`,
        };
    },
  },
  {
    id: "retention-short",
    what: "Prometheus keeps a day at least: dashboards and people compare with the day before",
    *check({ prometheus: { retention } }) {
      if (seconds(retention) < seconds("1d"))
        yield { field: "prometheus.retention", value: retention, remedy: "set 1d or more" };
    },
  },
  {
    id: "notification-log",
    what: "Alertmanager repeats what is for the record every 3 days, and must remember for longer what it has sent",
    *check({ alertmanager: { retention } }) {
      if (seconds(retention) < seconds("4d"))
        yield { field: "alertmanager.retention", value: retention, remedy: "set 4d or more" };
    },
  },
  {
    id: "cache-memory",
    what: `Redis' data may fill ${cacheShare * 100}% of its limit of memory, or the kernel ends it before it evicts`,
    *check({ cache }) {
      if (cache?.kind !== "in-cluster") return;
      const { memory, memoryLimit = memory } = cache.resources;
      const needed = bytes(cache.maximumMemory) / cacheShare;
      if (needed > bytes(memoryLimit))
        yield {
          field: "cache.maximumMemory",
          value: cache.maximumMemory,
          remedy: `raise cache.resources.memoryLimit from ${memoryLimit} to ${toBytes(needed)}`,
        };
    },
  },
  {
    id: "cache-volume",
    what: "a snapshot of Redis is written beside the one before, so its volume holds two",
    *check({ cache }) {
      if (cache?.kind !== "in-cluster") return;
      const needed = 2 * bytes(cache.maximumMemory);
      if (bytes(cache.volume.size) < needed)
        yield { field: "cache.volume.size", value: cache.volume.size, remedy: `set ${toBytes(needed)} or more` };
    },
  },
];

const roundDown = (size: number): string => `${Math.floor(size / bytes("1Mi"))}Mi`;
