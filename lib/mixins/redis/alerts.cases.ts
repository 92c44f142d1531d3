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
import type { CasesOf } from "../../alerting/cases.ts";
import { ends, grows, halfOfFiveMinutes, holds, type Samples } from "../../alerting/samples.ts";
import { series } from "../case-series.ts";
import type { alerts } from "./alerts.ts";

const instance = { instance: "redis" };

const lookups = (hits: Samples, misses: Samples) => [
  series(redisKeyspaceHitsTotal, instance, hits),
  series(redisKeyspaceMissesTotal, instance, misses),
];

/** Of few lookups after none at all, the share that finds its key falls from nine tenths to that. */
const fallTo = (share: number, evictions: Samples) => [
  ...lookups(grows([0, "5m"], [0.45, "15m"], 0.5 * share), grows([0, "5m"], [0.05, "15m"], 0.5 * (1 - share))),
  series(redisEvictedKeysTotal, instance, evictions),
];

const memory = (used: Samples, maximum = 1000) => [
  series(redisMemoryUsedBytes, instance, used),
  series(redisMemoryMaxBytes, instance, holds(maximum)),
];

const policy = (maxmemory_policy: string, samples: Samples = holds(1)) =>
  series(redisInstanceInfo, { ...instance, maxmemory_policy }, samples);

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
        title: "no answer for four minutes, then its exporter is gone",
        given: [series(redisUp, instance, ends(holds([1, "1m"], 0), "5m"))],
        seen: {
          "45s": "silent",
          "1m": "pending",
          "1m45s": "pending",
          "2m": "firing",
          "6m30s": "firing",
          "6m45s": "silent",
          "7m": "silent",
        },
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
        given: fallTo(0.65, grows([0, "16m"], [1.04, "28m"], 0)),
        seen: {
          "21m45s": "silent",
          "22m": "pending",
          "36m45s": "pending",
          "37m": "firing",
          "43m45s": "firing",
          "44m": "silent",
          "48m": "silent",
        },
        labels: instance,
      },
      {
        title: "compared with a day in which it was worse and worse",
        given: [
          ...lookups(
            grows([0, "12h"], [9, "12h"], [7.8, "12h"], 7.33),
            grows([10, "12h"], [1, "12h"], [2.2, "12h"], 2.67),
          ),
          series(redisEvictedKeysTotal, instance, grows(2)),
        ],
        evaluatedEvery: "5m",
        seen: { "36h": "silent", "36h5m": "pending", "36h15m": "pending", "36h20m": "firing" },
        labels: instance,
      },
    ],
    staysSilent: [
      {
        title: "evicts, and nearly as many lookups find their key",
        given: fallTo(0.78, grows(20)),
        seen: { "26m": "silent", "40m": "silent" },
      },
      {
        title: "hardly evicts, though half find nothing",
        given: fallTo(0.5, grows([0, "25m"], [2, "150s"], 0)),
        seen: { "28m": "silent", "40m": "silent" },
      },
    ],
    says: {
      summary: "redis throws out keys that are asked for again",
      description:
        "redis evicts keys, and its hit ratio is 13.37% below its mean of a day. More requests go to the database and take longer. Look what fills the memory, or give it more.",
    },
  },
  RedisMemoryNearlyFull: {
    fires: [
      {
        title: "86% of what may not be evicted, then its exporter is gone",
        given: [...memory(ends(holds(860), "7m")), policy("noeviction")],
        seen: { "4m45s": "pending", "5m": "firing", "8m30s": "firing", "8m45s": "silent", "9m": "silent" },
        labels: instance,
      },
      {
        title: "86% until it may evict",
        given: [...memory(holds(860)), policy("noeviction", ends(holds(1), "7m"))],
        seen: { "4m45s": "pending", "5m": "firing", "8m30s": "firing", "8m45s": "silent", "9m": "silent" },
        labels: instance,
      },
    ],
    staysSilent: [
      { title: "85%", given: [...memory(holds(850)), policy("noeviction")], seen: { "8m": "silent" } },
      {
        title: "full, but free to evict",
        given: [...memory(holds(1000)), policy("allkeys-lru")],
        seen: { "8m": "silent" },
      },
      {
        title: "no maximum is set",
        given: [...memory(holds(1000), 0), policy("noeviction")],
        seen: { "8m": "silent" },
      },
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
        seen: { "4m45s": "silent", "5m": "pending", "34m45s": "pending", "35m": "firing" },
        labels: instance,
      },
    ],
    staysSilent: [
      {
        title: "half of the lookups find their key",
        given: lookups(grows(50), grows(50)),
        seen: { "32m": "silent" },
      },
      {
        title: "hardly any lookups",
        given: lookups(grows(0), grows([20, halfOfFiveMinutes], 0)),
        seen: { "3m": "silent", "32m": "silent" },
      },
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
        seen: {
          "45s": "silent",
          "1m": "pending",
          "2m45s": "pending",
          "3m": "firing",
          "10m15s": "firing",
          "10m30s": "silent",
          "12m": "silent",
        },
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
        title: "no link for six minutes, then its exporter is gone",
        given: link(ends(holds([1, "1m"], 0), "7m")),
        seen: {
          "45s": "silent",
          "1m": "pending",
          "5m45s": "pending",
          "6m": "firing",
          "8m30s": "firing",
          "8m45s": "silent",
          "9m": "silent",
        },
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
        title: "the whole could not be written for six minutes, then its exporter is gone",
        given: saves(ends(holds([1, "1m"], 0), "7m"), ends(holds(1), "7m")),
        seen: {
          "45s": "silent",
          "1m": "pending",
          "5m45s": "pending",
          "6m": "firing",
          "8m30s": "firing",
          "8m45s": "silent",
          "9m": "silent",
        },
        labels: instance,
      },
      {
        title: "changes cannot be written",
        given: saves(holds(1), holds(0)),
        seen: { "4m45s": "pending", "5m": "firing" },
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
