import type { Construct } from "constructs";
import type { Mixin } from "../lib/alerting/mixin.ts";
import type { Environment } from "../lib/environments/environment.ts";
import type { Container } from "../lib/kubernetes/container.ts";
import { Monitor } from "../lib/kubernetes/monitor.ts";
import { keyOf } from "../lib/kubernetes/secret.ts";
import { Workload } from "../lib/kubernetes/workload.ts";
import { postgres } from "../lib/mixins/postgres/index.ts";
import { redis } from "../lib/mixins/redis/index.ts";
import { type Address, type DataService, type DataServices, databaseName } from "../lib/platform/data-services.ts";
import { image } from "../lib/platform/images.ts";
import { namespaces } from "../lib/platform/namespaces.ts";
import { PlatformChart } from "../lib/platform/platform-chart.ts";
import { scrapingOf, speaksOf } from "../lib/platform/scraping.ts";
import type { Secrets } from "../lib/platform/secrets.ts";

const namespace = namespaces.monitoring.name;

/** The exporters that ask a data service how it is. */
export class Exporters extends PlatformChart {
  override readonly mixins: readonly Mixin[];

  constructor(scope: Construct, environment: Environment, secrets: Secrets, { database, cache }: DataServices) {
    super(scope, "exporters", "platform");
    this.mixins = [...(database ? [postgres] : []), ...(cache ? [redis] : [])];
    if (database)
      this.exporter("postgres-exporter", postgresExporter(database.address, secrets), database, environment);
    if (cache) this.exporter("redis-exporter", redisExporter(cache.address, secrets), cache, environment);
  }

  private exporter(
    name: string,
    container: Container<"metrics">,
    { address, endpoint }: DataService,
    environment: Environment,
  ): void {
    const workload = Workload.deployment(this, {
      name,
      namespace,
      component: "exporter",
      user: 65534,
      containers: [container],
      connectsTo: [endpoint],
      // Two exporters of one database would give each of its series twice.
      strategy: "Recreate",
    });
    workload.service();
    new Monitor(this, {
      name,
      namespace,
      service: { namespace, labels: workload.selector },
      target: workload.endpoint("metrics"),
      endpoints: [{ port: "metrics", relabelings: speaksOf(address.name) }],
      scraping: scrapingOf(environment),
    });
  }
}

const postgresExporter = (
  { host, port, tls }: Address,
  { postgresExporter: secret }: Secrets,
): Container<"metrics"> => ({
  name: "postgres-exporter",
  image: image("postgres-exporter"),
  args: [
    "--collector.stat_statements",
    "--collector.long_running_transactions",
    "--collector.stat_activity_autovacuum",
    "--collector.database_wraparound",
  ],
  env: {
    // It asks for the size of every table: one that somebody holds in ACCESS EXCLUSIVE would make the whole scrape time out.
    DATA_SOURCE_URI: `${host}:${port}/${databaseName}?sslmode=${tls ? "require" : "disable"}&lock_timeout=2000`,
    DATA_SOURCE_USER: keyOf(secret, "username"),
    DATA_SOURCE_PASS: keyOf(secret, "password"),
  },
  ports: { metrics: 9187 },
  resources: { cpu: "20m", memory: "48Mi", memoryLimit: "128Mi" },
  probes: { ready: { get: "/", port: "metrics" }, alive: { get: "/", port: "metrics" } },
});

const redisExporter = ({ host, port, tls }: Address, { redisExporter: secret }: Secrets): Container<"metrics"> => ({
  name: "redis-exporter",
  image: image("redis-exporter"),
  args: [
    // Managed services forbid CONFIG.
    ...(tls ? ["--config-command=-"] : []),
    "--ping-on-connect",
  ],
  env: { REDIS_ADDR: `${tls ? "rediss" : "redis"}://${host}:${port}`, REDIS_PASSWORD: keyOf(secret, "password") },
  ports: { metrics: 9121 },
  resources: { cpu: "20m", memory: "32Mi", memoryLimit: "96Mi" },
  probes: { ready: { get: "/health", port: "metrics" }, alive: { get: "/health", port: "metrics" } },
});
