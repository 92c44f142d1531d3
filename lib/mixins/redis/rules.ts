import {
  redisAofLastWriteStatus,
  redisCommandsDurationSecondsTotal,
  redisCommandsTotal,
  redisEvictedKeysTotal,
  redisKeyspaceHitsTotal,
  redisKeyspaceMissesTotal,
  redisMemoryMaxBytes,
  redisMemoryUsedBytes,
  redisRdbLastBgsaveStatus,
  redisRejectedConnectionsTotal,
} from "../../../imports/metrics/redis-exporter.ts";
import { open, type Selector } from "../../promql/metric.ts";
import { promql } from "../../promql/promql.ts";
import { record } from "../../promql/recording.ts";

/** The cache's name: an exporter's series speak of what it asks, not of its own pod. */
const instance = { instance: open } as const;

const rate = (selector: Selector) => promql`sum by (instance) (rate(${selector}[5m]))`;
const latest = (selector: Selector) => promql`max by (instance) (${selector})`;
const hits = rate(redisKeyspaceHitsTotal());

/** Lookups a second, whether they find their key or not. */
export const lookups = record(
  "instance:redis_keyspace:rate5m",
  instance,
  promql`${hits} + ${rate(redisKeyspaceMissesTotal())}`,
);

/** Share of lookups that find their key; no series while nobody asks. */
export const hitRatio = record("instance:redis_keyspace:hit_ratio5m", instance, promql`${hits} / (${lookups()} > 0)`);

/** By how much the hit ratio is below its own mean of a day: what is a good ratio depends on the application. */
export const hitRatioFall = record(
  "instance:redis_keyspace:hit_ratio_fall1d",
  instance,
  promql`avg_over_time(${hitRatio()}[1d]) - ${hitRatio()}`,
);

/** Share of `maxmemory` that is used; no series where it is not set. */
export const memoryUsed = record(
  "instance:redis_memory:used_ratio",
  instance,
  promql`${latest(redisMemoryUsedBytes())} / (${latest(redisMemoryMaxBytes())} > 0)`,
);

/** Keys a second that are thrown out to make room. */
export const evictions = record("instance:redis_evicted_keys:rate5m", instance, rate(redisEvictedKeysTotal()));

/** Commands a second. */
export const commands = record("instance:redis_commands:rate5m", instance, rate(redisCommandsTotal()));

/** Seconds that Redis works on a command on average; the way there and back is not in it. */
export const commandDuration = record(
  "instance:redis_commands:mean_seconds5m",
  instance,
  promql`${rate(redisCommandsDurationSecondsTotal())} / (${commands()} > 0)`,
);

/** Connections a second that were refused, since there were `maxclients` already. */
export const rejections = record(
  "instance:redis_rejected_connections:rate5m",
  instance,
  rate(redisRejectedConnectionsTotal()),
);

/** 1 while what Redis holds was last written to disk, as a whole and change by change; 0 once either failed. */
export const saved = record(
  "instance:redis_save:success",
  instance,
  promql`${latest(redisRdbLastBgsaveStatus())} * ${latest(redisAofLastWriteStatus())}`,
);

/** In the order in which they build on one another. */
export const recordings = [
  lookups,
  hitRatio,
  hitRatioFall,
  memoryUsed,
  evictions,
  commands,
  commandDuration,
  rejections,
  saved,
];
