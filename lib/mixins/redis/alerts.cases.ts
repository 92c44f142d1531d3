import {
  redisAofLastWriteStatus,
  redisEvictedKeysTotal,
  redisInstanceInfo,
  redisKeyspaceHitsTotal,
  redisKeyspaceMissesTotal,
  redisMasterLinkUp,
  redisMemoryMaxBytes,
  redisMemoryUsedBytes,
  redisRdbLastBgsaveStatus,
  redisRejectedConnectionsTotal,
  redisUp,
} from "../../../imports/metrics/redis-exporter.ts";
import { type CasesOf, series } from "../../alerting/cases.ts";
import { grows, holds, type Samples } from "../../alerting/samples.ts";
import type { alerts } from "./alerts.ts";

const instance = { instance: "redis" };

const lookups = (hits: Samples, misses: Samples) => [
  series(redisKeyspaceHitsTotal, instance, hits),
  series(redisKeyspaceMissesTotal, instance, misses),
];

/** The share of lookups that find their key falls from nine tenths to that. */
const fallTo = (share: number, evictions: number) => [
  ...lookups(grows([90, "15m"], 100 * share), grows([10, "15m"], 100 * (1 - share))),
  series(redisEvictedKeysTotal, instance, grows(evictions)),
];

const memory = (used: Samples, maxmemory_policy = "noeviction") => [
  series(redisMemoryUsedBytes, instance, used),
  series(redisMemoryMaxBytes, instance, holds(1000)),
  series(redisInstanceInfo, { ...instance, maxmemory_policy }, holds(1)),
];

const rejected = (samples: Samples) => [series(redisRejectedConnectionsTotal, instance, samples)];

const link = (up: Samples) => [
  series(redisMasterLinkUp, { ...instance, master_host: "redis-0", master_port: "6379" }, up),
];

const saves = (whole: Samples, changes: Samples) => [
  series(redisRdbLastBgsaveStatus, instance, whole),
  series(redisAofLastWriteStatus, instance, changes),
];

export const cases: CasesOf<typeof alerts> = {
  RedisDown: {
    fires: [
      {
        title: "no answer for four minutes",
        given: [series(redisUp, instance, holds([1, "1m"], [0, "4m"], 1))],
        seen: { "45s": "silent", "105s": "pending", "2m": "firing", "5m": "silent" },
        labels: instance,
      },
    ],
    staysSilent: [
      {
        title: "no answer for less than a minute",
        given: [series(redisUp, instance, holds([1, "1m"], [0, "45s"], 1))],
        seen: { "2m": "silent", "3m": "silent" },
      },
    ],
    says: {
      summary: "The cache redis does not answer",
      description:
        "The exporter gets no answer from redis. Requests go to the database instead, or fail. Look whether it runs, whether it is still loading its data, and whether its password was changed.",
    },
  },
  RedisEvictsUsefulKeys: {
    fires: [
      {
        title: "evicts, and a third of the lookups find nothing",
        given: fallTo(0.65, 1.05),
        seen: { "15m": "silent", "30m": "pending", "33m": "firing" },
        labels: instance,
      },
    ],
    staysSilent: [
      {
        title: "evicts, and nearly as many lookups find their key",
        given: fallTo(0.7, 20),
        seen: { "40m": "silent" },
      },
      { title: "hardly evicts, though half find nothing", given: fallTo(0.5, 1), seen: { "40m": "silent" } },
    ],
    says: {
      summary: "redis throws out keys that are asked for again",
      description:
        "redis evicts keys, and its hit ratio is 12.88% below its mean of a day. More requests go to the database and take longer. Look what fills the memory, or give it more.",
    },
  },
  RedisMemoryNearlyFull: {
    fires: [
      {
        title: "86% of what may not be evicted, then less",
        given: memory(holds([860, "7m"], 500)),
        seen: { "285s": "pending", "5m": "firing", "7m": "silent" },
        labels: instance,
      },
    ],
    staysSilent: [
      { title: "85%", given: memory(holds(850)), seen: { "8m": "silent" } },
      { title: "full, but free to evict", given: memory(holds(1000), "allkeys-lru"), seen: { "8m": "silent" } },
    ],
    says: {
      summary: "redis uses more than 85% of its memory and may not evict",
      description:
        "redis uses 86% of its memory. Its policy is noeviction: at 100% it refuses every write. Look what fills it, then raise maxmemory or let keys expire.",
    },
  },
  RedisHitRatioLow: {
    fires: [
      {
        title: "just under half of hardly enough lookups find their key",
        given: lookups(grows(5.2), grows(5.3)),
        seen: { "2085s": "pending", "35m": "firing" },
        labels: instance,
      },
    ],
    staysSilent: [
      {
        title: "half of the lookups find their key",
        given: lookups(grows(50.1), grows(49.9)),
        seen: { "32m": "silent" },
      },
      { title: "hardly any lookups", given: lookups(grows(0), grows(9.9)), seen: { "32m": "silent" } },
    ],
    says: {
      summary: "Most lookups in redis find nothing",
      description:
        "For half an hour only 49.52% of the lookups in redis have found their key. Requests pay for the lookup and then for the database. Look whether a release changed its keys, and whether they expire too soon.",
    },
  },
  RedisRejectsConnections: {
    fires: [
      {
        title: "two a second for five minutes",
        given: rejected(grows([0, "1m"], [2, "5m"], 0)),
        seen: { "45s": "silent", "165s": "pending", "3m": "firing", "12m": "silent" },
        labels: instance,
      },
    ],
    staysSilent: [{ title: "none", given: rejected(grows(0)), seen: { "5m": "silent" } }],
    says: {
      summary: "redis refuses connections",
      description:
        "redis refuses 0.9 connections a second, since maxclients is reached. Requests that need it are slower or fail. Look who holds the connections; restart the one that opens ever more.",
    },
  },
  RedisReplicationBroken: {
    fires: [
      {
        title: "no link for six minutes",
        given: link(holds([1, "1m"], [0, "6m"], 1)),
        seen: { "345s": "pending", "6m": "firing", "7m": "silent" },
        labels: instance,
      },
    ],
    staysSilent: [
      { title: "no link for four minutes", given: link(holds([1, "1m"], [0, "4m"], 1)), seen: { "7m": "silent" } },
    ],
    says: {
      summary: "The replica redis has lost its primary",
      description:
        "redis has not been linked to its primary for five minutes. Who reads from it sees old data, and it cannot take over without loss. Look whether the primary runs, then at both logs.",
    },
  },
  RedisSaveFailed: {
    fires: [
      {
        title: "the whole could not be written for six minutes",
        given: saves(holds([1, "1m"], [0, "6m"], 1), holds(1)),
        seen: { "345s": "pending", "6m": "firing", "7m": "silent" },
        labels: instance,
      },
      {
        title: "changes cannot be written",
        given: saves(holds(1), holds(0)),
        seen: { "285s": "pending", "5m": "firing" },
        labels: instance,
      },
    ],
    staysSilent: [{ title: "both are written", given: saves(holds(1), holds(1)), seen: { "7m": "silent" } }],
    says: {
      summary: "redis cannot write its data to disk",
      description:
        "The last attempt of redis to write its data to disk failed. By default it refuses all writes until one succeeds, and what is in memory is lost with a restart. Look whether its volume is full, then whether it had the memory for the copy.",
    },
  },
};
