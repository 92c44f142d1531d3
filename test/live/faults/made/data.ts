import type { KubernetesObject } from "../../kubectl.ts";
import { progress } from "../../progress.ts";
import type { Platform } from "../../record/platform.ts";
import { postgresStates, sql } from "../../record/states/postgres.ts";
import { redisStates } from "../../record/states/redis.ts";
import { namespace } from "../../record/states/state.ts";
import type { Fault, Means } from "../fault.ts";
import { objectsOf } from "./ground.ts";

const application = ["agentprovision", "deployment/agentprovision"] as const;

/** Runs Python where the application runs: with its addresses, its passwords and its policies. */
const python =
  (text: string) =>
  async ({ kubectl }: Means) =>
    void (await kubectl.python(...application, text));

const connect = `
import os, threading, time
import psycopg
def connect():
    return psycopg.connect(os.environ["DATABASE_URL"], application_name="fault", autocommit=True)
`;

/** Holds connections until somebody ends them; few are left for others, who come and go. */
const exhaust = `${connect}
held = [connect()]
count = "SELECT sum(1) FROM pg_stat_activity WHERE datname IS NOT NULL"
limit = "SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int"
most = held[0].execute(limit).fetchone()[0]
def grasp():
    try:
        held.append(connect())
    except psycopg.OperationalError:
        time.sleep(1)
try:
    while True:
        if held[0].execute(count).fetchone()[0] < 0.95 * most:
            grasp()
        else:
            time.sleep(1)
except psycopg.Error:
    pass
`;

const release = sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'fault'");

/** Transactions that wait for each other, eight times. */
const deadlocks = `${connect}
with connect() as first:
    first.execute("CREATE TABLE IF NOT EXISTS fault (id int)")
    first.execute("DELETE FROM fault")
    first.execute("INSERT INTO fault VALUES (1), (2)")
def lock(one, other):
    try:
        with connect() as session, session.transaction():
            session.execute("UPDATE fault SET id = id WHERE id = %s", [one])
            time.sleep(0.5)
            session.execute("UPDATE fault SET id = id WHERE id = %s", [other])
    except psycopg.Error:
        pass
for _ in range(8):
    both = [threading.Thread(target=lock, args=pair) for pair in ((1, 2), (2, 1))]
    for each in both: each.start()
    for each in both: each.join()
with connect() as last:
    last.execute("DROP TABLE fault")
`;

/** More clients than are admitted, for a moment. */
const crowd = `
import os, time
import redis
store = redis.Redis.from_url(os.environ["REDIS_URL"], socket_timeout=3)
store.config_set("maxclients", store.info("clients")["connected_clients"] + 2)
refused = 0
try:
    for _ in range(30):
        try:
            redis.Redis.from_url(os.environ["REDIS_URL"], socket_timeout=3, single_connection_client=True).ping()
        except redis.RedisError:
            refused += 1
    held = [redis.Redis.from_url(os.environ["REDIS_URL"], socket_timeout=3) for _ in range(30)]
    for each in held:
        try:
            each.connection_pool.get_connection("PING")
        except redis.RedisError:
            refused += 1
finally:
    store.config_set("maxclients", 10000)
print(refused)
`;

/** Until it stays full: while it is filled, what replicas have not read yet counts, too. */
const fill = `
import os, time
import redis
store = redis.Redis.from_url(os.environ["REDIS_URL"], socket_timeout=10)
store.config_set("maxmemory-policy", "noeviction")
most = int(store.config_get("maxmemory")["maxmemory"])
number = 0
full = 0
while full < 10:
    if store.info("memory")["used_memory"] < 0.93 * most:
        store.set(f"fault:{number}", os.urandom(65536))
        number += 1
        full = 0
    else:
        time.sleep(0.5)
        full += 1
`;

const empty = `
import os
import redis
store = redis.Redis.from_url(os.environ["REDIS_URL"], socket_timeout=10)
for key in store.scan_iter("fault:*"):
    store.delete(key)
store.config_set("maxmemory-policy", "allkeys-lru")
`;

const inPod = (place: readonly [namespace: string, pod: string, container: string], script: string) => {
  const [where, name, container] = place;
  return ["exec", "--namespace", where, name, "--container", container, "--", "sh", "-c", script];
};
const inRedis = (script: string) =>
  inPod(["agentprovision", "redis-0", "redis"], `export REDISCLI_AUTH="$REDIS_PASSWORD"; ${script}`);
const inReplica = (script: string) =>
  inPod([namespace, "redis-replica", "redis"], `export REDISCLI_AUTH="$PASSWORD"; ${script}`);
const inPostgresReplica = (statement: string) =>
  inPod([namespace, "postgres-replica", "postgres"], `psql --dbname postgres --command "${statement}"`);

const run =
  (args: readonly string[]) =>
  async ({ kubectl }: Means) =>
    void (await kubectl.run(args));

const scale = (service: string, replicas: number) =>
  run(["scale", "statefulset", service, "--namespace", "agentprovision", `--replicas=${replicas}`]);

/** Replicas that follow their primaries, with exporters like the platform's. */
export const replicas = (platform: Platform): KubernetesObject[] => [
  ...objectsOf(postgresStates(platform), "a replica that follows through a slot"),
  ...objectsOf(redisStates(platform), "a replica"),
];

/** The image's own configuration of Postgres admits no replicas. */
export async function admitReplicas({ kubectl, platform }: Means): Promise<void> {
  const state = postgresStates(platform).find(({ name }) => name === "a replica that follows through a slot");
  await state?.provoke?.(kubectl, platform);
}

export const dataFaults: readonly Fault[] = [
  {
    alert: "PostgresConnectionsNearlyExhausted",
    what: "somebody holds nearly all connections",
    labels: { instance: "postgres" },
    // When others that need a connection at once have theirs.
    after: "20s",
    make: async ({ kubectl }) =>
      void kubectl.python(...application, exhaust).catch(({ message }: Error) => progress(message)),
    mend: run(release),
  },
  {
    alert: "PostgresDeadlocks",
    what: "eight pairs of transactions wait for each other",
    labels: { instance: "postgres" },
    make: python(deadlocks),
  },
  {
    alert: "PostgresReplicationLagging",
    what: "a replica stops to replay what its primary writes",
    labels: { instance: "postgres-replica" },
    make: async (means) => {
      const write = run(
        sql("CREATE TABLE IF NOT EXISTS written (at timestamptz)", "INSERT INTO written VALUES (now())"),
      );
      // A replica that has never written anything does not know how far it is behind.
      await write(means);
      await run(inPostgresReplica("SELECT pg_sleep(3), pg_wal_replay_pause()"))(means);
      await write(means);
    },
    mend: run(inPostgresReplica("SELECT pg_wal_replay_resume()")),
  },
  {
    alert: "PostgresDown",
    what: "the database is stopped",
    labels: { instance: "postgres" },
    after: "8m",
    make: scale("postgres", 0),
    mend: scale("postgres", 1),
  },
  {
    alert: "RedisMemoryNearlyFull",
    what: "the cache is filled and may not evict",
    labels: { instance: "redis" },
    make: python(fill),
    mend: python(empty),
  },
  {
    alert: "RedisRejectsConnections",
    what: "more clients come than the cache admits",
    labels: { instance: "redis" },
    // For a moment it admits none of those who make its other faults either.
    after: "20s",
    make: python(crowd),
  },
  {
    alert: "RedisReplicationBroken",
    what: "a replica looks for its primary where it is not",
    labels: { instance: "redis-replica" },
    make: run(inReplica("redis-cli replicaof redis.agentprovision.svc 1")),
    mend: run(inReplica("redis-cli replicaof redis.agentprovision.svc 6379")),
  },
  {
    alert: "RedisSaveFailed",
    what: "the cache cannot write its file: a folder of that name stands in its way",
    labels: { instance: "redis" },
    make: run(
      inRedis(
        "redis-cli config set stop-writes-on-bgsave-error no && rm -rf /data/dump.rdb && mkdir -p /data/dump.rdb/x && redis-cli bgsave",
      ),
    ),
    mend: run(
      inRedis(
        "rm -rf /data/dump.rdb /data/temp-*.rdb && redis-cli bgsave && until redis-cli info persistence | grep -q last_bgsave_status:ok; do sleep 1; done && redis-cli config set stop-writes-on-bgsave-error yes",
      ),
    ),
  },
  {
    alert: "RedisDown",
    what: "the cache is stopped",
    labels: { instance: "redis" },
    after: "8m",
    make: scale("redis", 0),
    mend: scale("redis", 1),
  },
];
