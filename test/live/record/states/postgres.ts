import type { Kubectl, KubernetesObject } from "../../kubectl.ts";
import type { Platform } from "../platform.ts";
import { namespace, pod, type State } from "./state.ts";

const host = "postgres.agentprovision.svc";
const exporter = "postgres-exporter";

/** Runs SQL in the platform's Postgres as its owner, in a session of its own. */
export const sql = (...statements: readonly string[]) => [
  ...["exec", "--namespace", "agentprovision", "postgres-0", "--container", "postgres", "--"],
  ...[
    "sh",
    "-c",
    'exec psql --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" --command "$0"',
    statements.join("; "),
  ],
];

/** Runs it statement by statement, each in the same transaction, with what comes between. */
const session = (kubectl: Kubectl, ...statements: readonly string[]) => kubectl.background(sql(...statements));

/** Postgres in trouble, and with a replica. */
export const postgresStates = (platform: Platform): readonly State[] => [
  {
    name: "tables with rows that were changed, analysed and vacuumed",
    provoke: async (kubectl) => {
      // Sessions of an earlier recording hold their locks until they end.
      await kubectl.run(
        sql(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'psql' AND pid <> pg_backend_pid()",
        ),
      );
      await kubectl.run(sql("CREATE TABLE IF NOT EXISTS record (id int PRIMARY KEY, text text)"));
      await kubectl.run(
        sql("INSERT INTO record SELECT i, repeat('x', 500) FROM generate_series(1, 20000) i ON CONFLICT DO NOTHING"),
      );
      await kubectl.run(sql("UPDATE record SET text = repeat('y', 500) WHERE id < 10000"));
      await kubectl.run(sql("VACUUM ANALYZE record"));
    },
    seen: 'pg_stat_user_tables_n_live_tup{relname="record"} > 0',
  },
  {
    name: "a long transaction that holds a lock, and one that waits for it",
    provoke: async (kubectl) => {
      // A lock that lets others read: the exporter itself waits for an exclusive one, and then gives nothing at all.
      session(kubectl, "BEGIN", "LOCK TABLE record IN EXCLUSIVE MODE", "SELECT pg_sleep(420)", "ROLLBACK");
      session(kubectl, "SELECT pg_sleep(2)", "UPDATE record SET text = 'z' WHERE id = 1");
    },
    seen: 'pg_locks_count{mode="exclusivelock"} > 0 and on () pg_stat_activity_max_tx_duration{state="active"} > 60',
  },
  {
    name: "transactions that block one another",
    provoke: async (kubectl) => {
      await kubectl.run(sql("CREATE TABLE IF NOT EXISTS deadlock (id int)", "INSERT INTO deadlock VALUES (1), (2)"));
      for (const [first, second] of [
        [1, 2],
        [2, 1],
      ])
        session(
          kubectl,
          "BEGIN",
          `UPDATE deadlock SET id = id WHERE id = ${first}`,
          "SELECT pg_sleep(3)",
          `UPDATE deadlock SET id = id WHERE id = ${second}`,
          "COMMIT",
        );
    },
    seen: "pg_stat_database_deadlocks > 0",
  },
  {
    name: "a session that left its transaction open",
    provoke: async (kubectl) => {
      kubectl.background([
        ...["exec", "--namespace", "agentprovision", "postgres-0", "--container", "postgres", "--", "sh", "-c"],
        '(echo "BEGIN; SELECT 1;"; sleep 420) | psql --username "$POSTGRES_USER" --dbname "$POSTGRES_DB"',
      ]);
    },
    seen: 'pg_stat_activity_count{state="idle in transaction"} > 0',
  },
  {
    name: "queries that need temporary files",
    provoke: async (kubectl) => {
      await kubectl.run(
        sql(
          "SET work_mem = '64kB'",
          "SELECT count(*) FROM (SELECT random() FROM generate_series(1, 500000) ORDER BY 1) x",
        ),
      );
    },
    seen: "pg_stat_database_temp_files > 0",
  },
  replica(platform),
];

/** A second Postgres that follows the first through a slot, with an exporter and a monitor like the platform's. */
function replica(platform: Platform): State {
  const { image, args = [] } = platform.container("StatefulSet", "postgres");
  const rendered = JSON.stringify(platform.object("Deployment", exporter));
  const address = new RegExp(`"(${host.replaceAll(".", "\\.")}:5432/[^"]*)"`).exec(rendered)?.[1] ?? "";
  return {
    name: "a replica that follows through a slot",
    objects: [
      replicaPod(platform, image, args),
      {
        apiVersion: "v1",
        kind: "Service",
        metadata: { name: "postgres-replica", namespace },
        spec: { selector: { app: "postgres-replica" }, ports: [{ port: 5432 }] },
      },
      ...platform.copies(["ServiceAccount", "Secret", "Deployment", "Service", "ServiceMonitor"], exporter, {
        monitoring: namespace,
        [exporter]: `${exporter}-replica`,
        postgres: "postgres-replica",
        [address]: address.replace(host, `postgres-replica.${namespace}.svc`),
      }),
    ],
    // The image's own configuration admits no replicas.
    provoke: async (kubectl) => {
      const admit = 'echo "host replication all all scram-sha-256" >>"$PGDATA/pg_hba.conf"';
      await kubectl.run([
        "exec",
        "--namespace",
        "agentprovision",
        "postgres-0",
        "--container",
        "postgres",
        "--",
        "sh",
        "-c",
        admit,
      ]);
      await kubectl.run(sql("SELECT pg_reload_conf()"));
    },
    seen: "pg_replication_is_replica == 1 and on () pg_stat_replication_pg_wal_lsn_diff and on () pg_replication_slot_slot_is_active",
  };
}

function replicaPod(platform: Platform, image: string, args: readonly string[]): KubernetesObject {
  const copy = `until pg_basebackup --host ${host} --pgdata "$PGDATA" --write-recovery-conf --create-slot --slot record --wal-method stream; do
  psql --host ${host} --dbname postgres --command "SELECT pg_drop_replication_slot('record')"; rm -rf "$PGDATA"/*; sleep 2; done
chmod 700 "$PGDATA"; exec postgres "$@"`;
  const container = {
    name: "postgres",
    image,
    command: ["bash", "-c", copy, "replica", "-c", "listen_addresses=*", ...args],
    env: [
      { name: "PGDATA", value: "/data/pgdata" },
      { name: "PGUSER", value: platform.secret("postgres", "username") },
      { name: "PGPASSWORD", value: platform.secret("postgres", "password") },
    ],
    ports: [{ containerPort: 5432 }],
    volumeMounts: [
      { name: "data", mountPath: "/data" },
      { name: "data", mountPath: "/var/run/postgresql", subPath: "run" },
    ],
  };
  const made = pod("postgres-replica", container, {
    securityContext: { runAsUser: 999, fsGroup: 999 },
    volumes: [{ name: "data", emptyDir: {} }],
  });
  return { ...made, metadata: { ...made.metadata, labels: { app: "postgres-replica" } } };
}
