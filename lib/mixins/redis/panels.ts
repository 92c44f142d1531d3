import {
  redisBlockedClients,
  redisCommandsDurationSecondsTotal,
  redisConnectedClients,
  redisDbKeys,
  redisExpiredKeysTotal,
  redisMasterLinkUp,
  redisMemoryMaxBytes,
  redisMemoryUsedBytes,
  redisUp,
} from "../../../imports/metrics/redis-exporter.ts";
import { panelsOf } from "../../grafana/panel.ts";
import { variable } from "../../grafana/variable.ts";
import type { Where } from "../../promql/metric.ts";
import { promql } from "../../promql/promql.ts";
import { firingAlerts } from "../firing.ts";
import {
  alerts,
  answers,
  evictionLimit,
  hitRatioFallLimit,
  hitRatioLimit,
  linked,
  memoryLimit,
  rejectionLimit,
  written,
} from "./alerts.ts";
import {
  commandDuration,
  commands,
  evictions,
  hitRatio,
  hitRatioFall,
  memoryUsed,
  rejections,
  saved,
} from "./rules.ts";

const { graph, stat, above, below } = panelsOf("redis", alerts);
const chosen = { instance: variable("cache") };

/** Alerts of Redis that are firing. */
export const firing = firingAlerts("redis", "Firing alerts of the cache");

type Caches = Where<typeof redisUp.labels & typeof hitRatio.labels>;

const answering = (caches: Caches) =>
  stat({
    title: "Cache",
    description: "Whether Redis answers its exporter. Down: requests are slower or fail; follow RedisDown's runbook.",
    unit: "none",
    queries: { "{{instance}}": promql`max by (instance) (${redisUp(caches)})` },
    words: { 0: { text: "down", good: false }, 1: { text: "up", good: true } },
    limits: [below("RedisDown", answers)],
    details: "cache",
  });

const finding = (caches: Caches) =>
  stat({
    title: "Cache hits",
    description: "Share of lookups that find their key. What is good depends on the application; a fall is not.",
    unit: "percentunit",
    queries: { "{{instance}}": promql`${hitRatio(caches)}` },
    details: "cache",
  });

export const up = answering(chosen);
export const hitsNow = finding(chosen);

/** Over all caches, for the overview. */
export const anyUp = answering({});
/** Over all caches, for the overview. */
export const anyHitsNow = finding({});

export const hits = graph({
  title: "Hit ratio",
  description:
    "Share of lookups that find their key. It falls after a restart until the cache is warm again. Below the line for long, RedisHitRatioLow fires.",
  unit: "percentunit",
  queries: { "{{instance}}": promql`${hitRatio(chosen)}` },
  limits: [below("RedisHitRatioLow", hitRatioLimit)],
});

export const hitFall = graph({
  title: "Hit ratio below its mean of a day",
  description:
    "By how much fewer lookups find their key than on the last day's average. Above the line, and with evictions, RedisEvictsUsefulKeys fires.",
  unit: "percentunit",
  queries: { "{{instance}}": promql`${hitRatioFall(chosen)}` },
  limits: [above("RedisEvictsUsefulKeys", hitRatioFallLimit)],
});

export const evicted = graph({
  title: "Evicted keys",
  description:
    "Keys a second that are thrown out to make room. Normal for a full LRU cache; above the line, and with a falling hit ratio, RedisEvictsUsefulKeys fires.",
  unit: "cps",
  queries: { "{{instance}}": promql`${evictions(chosen)}` },
  limits: [above("RedisEvictsUsefulKeys", evictionLimit)],
});

export const memoryShare = graph({
  title: "Memory of the most allowed",
  description:
    "Share of maxmemory. With an eviction policy near 100% is normal; with noeviction RedisMemoryNearlyFull fires above the line, and at 100% writes are refused.",
  unit: "percentunit",
  queries: { "{{instance}}": promql`${memoryUsed(chosen)}` },
  limits: [above("RedisMemoryNearlyFull", memoryLimit)],
});

export const memory = graph({
  title: "Memory in bytes",
  description: "What Redis uses and what it may use.",
  unit: "bytes",
  queries: {
    "{{instance}} used": promql`max by (instance) (${redisMemoryUsedBytes(chosen)})`,
    "{{instance}} allowed": promql`max by (instance) (${redisMemoryMaxBytes(chosen)}) > 0`,
  },
});

export const throughput = graph({
  title: "Commands",
  description: "Commands a second. A peak without more requests: an application asks in a loop.",
  unit: "ops",
  queries: { "{{instance}}": promql`${commands(chosen)}` },
});

export const latency = graph({
  title: "Mean time of a command",
  description:
    "What Redis itself takes, in general microseconds. It grows with large values and commands over all keys.",
  unit: "s",
  queries: { "{{instance}}": promql`${commandDuration(chosen)}` },
});

export const costliest = graph({
  title: "Commands that cost most",
  description:
    "The ten commands on which Redis spends most time, in seconds a second. KEYS or SMEMBERS on top: mend the caller.",
  unit: "short",
  stacked: true,
  queries: {
    "{{cmd}}": promql`topk(10, sum by (cmd) (rate(${redisCommandsDurationSecondsTotal(chosen)}[$__rate_interval])))`,
  },
});

export const clients = graph({
  title: "Clients",
  description: "Connected clients, and those that wait in a blocking command.",
  unit: "short",
  queries: {
    "{{instance}} connected": promql`max by (instance) (${redisConnectedClients(chosen)})`,
    "{{instance}} blocked": promql`max by (instance) (${redisBlockedClients(chosen)})`,
  },
});

export const rejected = graph({
  title: "Rejected connections",
  description:
    "Connections a second that were refused because maxclients was reached. Any is one too many: RedisRejectsConnections fires.",
  unit: "cps",
  queries: { "{{instance}}": promql`${rejections(chosen)}` },
  limits: [above("RedisRejectsConnections", rejectionLimit)],
});

export const saves = stat({
  title: "Written to disk",
  description: "Whether Redis could write its data when it last tried. Failed: it may refuse all writes.",
  unit: "none",
  queries: { "{{instance}}": promql`${saved(chosen)}` },
  words: { 0: { text: "failed", good: false }, 1: { text: "written", good: true } },
  limits: [below("RedisSaveFailed", written)],
});

export const replication = stat({
  title: "Link to the primary",
  description: "As each replica sees it; empty where no replica is watched. Broken: it holds old data.",
  unit: "none",
  queries: { "{{instance}}": promql`max by (instance) (${redisMasterLinkUp(chosen)})` },
  words: { 0: { text: "broken", good: false }, 1: { text: "linked", good: true } },
  limits: [below("RedisReplicationBroken", linked)],
});

export const keys = graph({
  title: "Keys",
  description: "Keys in each database of Redis. Steady growth without evictions: keys are written that never expire.",
  unit: "short",
  queries: { "{{instance}} {{db}}": promql`max by (instance, db) (${redisDbKeys(chosen)}) > 0` },
});

export const expired = graph({
  title: "Expired keys",
  description: "Keys a second whose time was over: what should empty a cache, rather than evictions.",
  unit: "cps",
  queries: { "{{instance}}": promql`sum by (instance) (rate(${redisExpiredKeysTotal(chosen)}[$__rate_interval]))` },
});
