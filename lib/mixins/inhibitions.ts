import { type Inhibition, inhibits } from "../alerting/inhibition.ts";
import type { Mixin } from "../alerting/mixin.ts";
import { alerts as http } from "./http/alerts.ts";
import { alerts as postgres } from "./postgres/alerts.ts";
import { alerts as redis } from "./redis/alerts.ts";

/** What follows from what: while the first fires, the others tell nobody anything new. */
const inhibitions: readonly Inhibition[] = [
  inhibits(http, "HighErrorRate", ["HighLatency"], ["namespace", "service"]),
  inhibits(postgres, "PostgresDown", ["PostgresConnectionsNearlyExhausted"], ["instance"]),
  inhibits(redis, "RedisDown", ["RedisEvictsUsefulKeys", "RedisMemoryNearlyFull"], ["instance"]),
];

/** The inhibitions whose alerts are installed. */
export function inhibitionsOf(installed: readonly Mixin[]): Inhibition[] {
  const names = new Set(installed.flatMap(({ alerts }) => Object.keys(alerts)));
  return inhibitions.filter(({ source, targets }) => [source, ...targets].every((name) => names.has(name)));
}
