import { redisInstanceInfo, redisMasterLinkUp, redisUp } from "../../../imports/metrics/redis-exporter.ts";
import { lately } from "../../promql/lately.ts";
import { promql } from "../../promql/promql.ts";
import { componentAlerts } from "../alerts.ts";
import { evictions, hitRatio, hitRatioFall, lookups, memoryUsed, rejections, saved } from "./rules.ts";

/** What `redis_up` is while the exporter gets an answer. */
export const answers = 1;

/** The share of `maxmemory` at which RedisMemoryNearlyFull fires. */
export const memoryLimit = 0.85;

/** Evicted keys a second at which RedisEvictsUsefulKeys fires, if the hit ratio falls, too. */
export const evictionLimit = 1;

/** The fall of the hit ratio below its mean of a day at which RedisEvictsUsefulKeys fires, if keys are evicted. */
export const hitRatioFallLimit = 0.1;

/** The hit ratio below which RedisHitRatioLow fires: a lookup for nothing costs more than the other half saves. */
export const hitRatioLimit = 0.5;

/** Below so many lookups a second it does not matter what they find. */
const lookupsPerSecond = 10;

/** Refused connections a second above which RedisRejectsConnections fires. */
export const rejectionLimit = 0;

/** What a replica says while it is linked to its primary. */
export const linked = 1;

/** What is recorded while Redis can write to its disk. */
export const written = 1;

export const alerts = componentAlerts({
  RedisDown: {
    expr: promql`max by (instance) (${lately(redisUp())}) < ${answers}`,
    for: "1m",
    severity: "critical",
    identity: ["instance"],
    summary: "The cache {{ $labels.instance }} does not answer",
    description:
      "The exporter gets no answer from {{ $labels.instance }}. Requests go to the database instead, or fail. Look whether it runs, whether it is still loading its data, and whether its password was changed.",
    dashboard: "cache",
  },
  // Where Redis may evict, full memory is its steady state: only lost hits tell that it is too small.
  RedisEvictsUsefulKeys: {
    expr: promql`${hitRatioFall()} > ${hitRatioFallLimit} and ${evictions()} > ${evictionLimit}`,
    for: "15m",
    severity: "warning",
    identity: ["instance"],
    summary: "{{ $labels.instance }} throws out keys that are asked for again",
    description:
      "{{ $labels.instance }} evicts keys, and its hit ratio is {{ $value | humanizePercentage }} below its mean of a day. More requests go to the database and take longer. Look what fills the memory, or give it more.",
    dashboard: "cache",
  },
  // Where Redis may not evict, it refuses to write once the memory is full.
  RedisMemoryNearlyFull: {
    expr: promql`
      ${lately(memoryUsed())} > ${memoryLimit}
        and max by (instance) (${lately(redisInstanceInfo({ maxmemory_policy: "noeviction" }))})`,
    for: "5m",
    severity: "critical",
    identity: ["instance"],
    summary: "{{ $labels.instance }} uses more than 85% of its memory and may not evict",
    description:
      "{{ $labels.instance }} uses {{ $value | humanizePercentage }} of its memory. Its policy is noeviction: at 100% it refuses every write. Look what fills it, then raise maxmemory or let keys expire.",
    dashboard: "cache",
  },
  RedisHitRatioLow: {
    expr: promql`${hitRatio()} < ${hitRatioLimit} and ${lookups()} > ${lookupsPerSecond}`,
    for: "30m",
    severity: "warning",
    identity: ["instance"],
    summary: "Most lookups in {{ $labels.instance }} find nothing",
    description:
      "For half an hour only {{ $value | humanizePercentage }} of the lookups in {{ $labels.instance }} have found their key. Requests pay for the lookup and then for the database. Look whether a release changed its keys, and whether they expire too soon.",
    dashboard: "cache",
  },
  RedisRejectsConnections: {
    expr: promql`${rejections()} > ${rejectionLimit}`,
    for: "2m",
    severity: "critical",
    identity: ["instance"],
    summary: "{{ $labels.instance }} refuses connections",
    description:
      '{{ $labels.instance }} refuses {{ $value | printf "%.1f" }} connections a second, since maxclients is reached. Requests that need it are slower or fail. Look who holds the connections; restart the one that opens ever more.',
    dashboard: "cache",
  },
  RedisReplicationBroken: {
    expr: promql`max by (instance) (${lately(redisMasterLinkUp())}) < ${linked}`,
    for: "5m",
    severity: "warning",
    identity: ["instance"],
    summary: "The replica {{ $labels.instance }} has lost its primary",
    description:
      "{{ $labels.instance }} has not been linked to its primary for five minutes. Who reads from it sees old data, and it cannot take over without loss. Look whether the primary runs, then at both logs.",
    dashboard: "cache",
  },
  // By default Redis refuses writes after a failed save: rather no new data than data that it cannot keep.
  RedisSaveFailed: {
    expr: promql`${lately(saved())} < ${written}`,
    for: "5m",
    severity: "critical",
    identity: ["instance"],
    summary: "{{ $labels.instance }} cannot write its data to disk",
    description:
      "The last attempt of {{ $labels.instance }} to write its data to disk failed. By default it refuses all writes until one succeeds, and what is in memory is lost with a restart. Look whether its volume is full, then whether it had the memory for the copy.",
    dashboard: "cache",
  },
});
