import { redisInstanceInfo, redisUp } from "../../../imports/metrics/redis-exporter.ts";
import { defineAlerts } from "../../alerting/alert.ts";
import { promql } from "../../promql/promql.ts";
import { evictions, hitRatioFall, memoryUsed } from "./rules.ts";

/** What `redis_up` is while the exporter gets an answer. */
export const answers = 1;

/** The share of `maxmemory` at which RedisMemoryNearlyFull fires. */
export const memoryLimit = 0.85;

/** Evicted keys a second at which RedisEvictsUsefulKeys fires, if the hit ratio falls, too. */
export const evictionLimit = 1;

/** The fall of the hit ratio below its mean of a day at which RedisEvictsUsefulKeys fires, if keys are evicted. */
export const hitRatioFallLimit = 0.1;

export const alerts = defineAlerts({
  RedisDown: {
    expr: promql`max by (instance) (${redisUp()}) < ${answers}`,
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
      ${memoryUsed()} > ${memoryLimit}
        and max by (instance) (${redisInstanceInfo({ maxmemory_policy: "noeviction" })})`,
    for: "5m",
    severity: "critical",
    identity: ["instance"],
    summary: "{{ $labels.instance }} uses more than 85% of its memory and may not evict",
    description:
      "{{ $labels.instance }} uses {{ $value | humanizePercentage }} of its memory. Its policy is noeviction: at 100% it refuses every write. Look what fills it, then raise maxmemory or let keys expire.",
    dashboard: "cache",
  },
});
