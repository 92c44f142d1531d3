import type { Construct } from "constructs";
import type { Cluster, DatabaseInCluster } from "../lib/environments/environment.ts";
import { scratch } from "../lib/kubernetes/mount.ts";
import { k8s } from "../lib/kubernetes/objects.ts";
import type { Endpoint } from "../lib/kubernetes/peer.ts";
import { keyOf } from "../lib/kubernetes/secret.ts";
import { Workload } from "../lib/kubernetes/workload.ts";
import { databaseName } from "../lib/platform/data-services.ts";
import { image } from "../lib/platform/images.ts";
import { namespaces } from "../lib/platform/namespaces.ts";
import { PlatformChart } from "../lib/platform/platform-chart.ts";
import type { Secrets } from "../lib/platform/secrets.ts";

const namespace = namespaces.application.name;
/** The image's own user. */
const postgresUser = 999;

/** Postgres with pgvector as one pod: for development, where its data may be lost. */
export class Database extends PlatformChart {
  readonly endpoint: Endpoint;

  constructor(scope: Construct, database: DatabaseInCluster, cluster: Cluster, secrets: Secrets) {
    super(scope, "database", "platform");
    const { name, volume, resources } = database;
    const scripts = this.initialScripts(name);
    const workload = Workload.statefulSet(this, {
      name,
      namespace,
      component: "database",
      user: postgresUser,
      containers: [
        {
          name: "postgres",
          image: image("postgres"),
          args: Object.entries(settings(database)).flatMap(([key, value]) => ["-c", `${key}=${value}`]),
          env: {
            POSTGRES_DB: databaseName,
            POSTGRES_USER: keyOf(secrets.postgres, "username"),
            POSTGRES_PASSWORD: keyOf(secrets.postgres, "password"),
            MONITOR_USER: keyOf(secrets.postgres, "monitor-username"),
            MONITOR_PASSWORD: keyOf(secrets.postgres, "monitor-password"),
            // Below the mount point: a fresh volume's lost+found keeps initdb from using its root.
            PGDATA: "/var/lib/postgresql/data/pgdata",
          },
          ports: { postgres: 5432 },
          resources,
          probes: {
            ready: { run: ["sh", "-c", `pg_isready --username "$POSTGRES_USER" --dbname ${databaseName}`] },
            alive: { open: "postgres" },
            started: { open: "postgres" },
          },
          mounts: [
            { path: "/var/lib/postgresql/data", readOnly: false, volume: { name: "data" } },
            scratch("run", "/var/run/postgresql", "16Mi"),
            scratch("tmp", "/tmp", "256Mi"),
            {
              path: "/docker-entrypoint-initdb.d",
              readOnly: true,
              volume: { name: "initial", configMap: { name: scripts } },
            },
          ],
        },
      ],
      claim: { name: "data", size: volume.size, class: volume.class ?? cluster.storageClass },
      terminationGracePeriodSeconds: 60,
    });
    workload.service({ headless: true });
    this.endpoint = workload.endpoint("postgres");
  }

  /** Run once, when the volume is empty. */
  private initialScripts(database: string): string {
    const name = `${database}-initial`;
    new k8s.KubeConfigMap(this, "initial", {
      metadata: { name, namespace },
      data: {
        "10-extensions.sql": "CREATE EXTENSION IF NOT EXISTS pg_stat_statements;\n",
        "20-monitor.sh": monitorScript,
      },
    });
    return name;
  }
}

/** The exporter's own account, which reads statistics and nothing else. */
const monitorScript = `psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \\
  --set user="$MONITOR_USER" --set password="$MONITOR_PASSWORD" <<'SQL'
CREATE USER :"user" PASSWORD :'password';
GRANT pg_monitor TO :"user";
SQL
`;

const settings = ({ maximumConnections }: DatabaseInCluster) => ({
  max_connections: maximumConnections,
  shared_preload_libraries: "pg_stat_statements",
  "pg_stat_statements.track": "all",
  track_io_timing: "on",
});
