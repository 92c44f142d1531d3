import { counter, gauge, open } from "../../lib/promql/metric.ts";

const target = { namespace: open, service: open, endpoint: open, job: open, instance: open } as const;

export const redisUp = gauge("redis_up", target, ["instance"]);
export const redisMemoryUsedBytes = gauge("redis_memory_used_bytes", target, ["instance"]);
export const redisMemoryMaxBytes = gauge("redis_memory_max_bytes", target, ["instance"]);
export const redisInstanceInfo = gauge("redis_instance_info", { ...target, role: open, redis_version: open, redis_mode: open, os: open, maxmemory_policy: open, tcp_port: open, run_id: open, process_id: open, redis_build_id: open }, ["instance"]);
export const redisKeyspaceHitsTotal = counter("redis_keyspace_hits_total", target, ["instance"]);
export const redisKeyspaceMissesTotal = counter("redis_keyspace_misses_total", target, ["instance"]);
export const redisEvictedKeysTotal = counter("redis_evicted_keys_total", target, ["instance"]);
export const redisExpiredKeysTotal = counter("redis_expired_keys_total", target, ["instance"]);
export const redisCommandsTotal = counter("redis_commands_total", { ...target, cmd: open }, ["instance", "cmd"]);
export const redisCommandsDurationSecondsTotal = counter("redis_commands_duration_seconds_total", { ...target, cmd: open }, ["instance", "cmd"]);
export const redisConnectedClients = gauge("redis_connected_clients", target, ["instance"]);
export const redisBlockedClients = gauge("redis_blocked_clients", target, ["instance"]);
export const redisRejectedConnectionsTotal = counter("redis_rejected_connections_total", target, ["instance"]);
export const redisDbKeys = gauge("redis_db_keys", { ...target, db: open }, ["instance", "db"]);
