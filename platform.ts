import { App } from "cdk8s";
import { Alertmanager } from "./charts/alertmanager.ts";
import { Applications } from "./charts/applications.ts";
import { Environments, Prerequisites, Project } from "./charts/argocd.ts";
import { Cache } from "./charts/cache.ts";
import { Dashboards } from "./charts/dashboards.ts";
import { Database } from "./charts/database.ts";
import { Exporters } from "./charts/exporters.ts";
import { Grafana } from "./charts/grafana.ts";
import { KubeStateMetrics } from "./charts/kube-state-metrics.ts";
import { Namespaces } from "./charts/namespaces.ts";
import { NetworkPolicies } from "./charts/network-policies.ts";
import { NodeAgents } from "./charts/node-agents.ts";
import { Notifications } from "./charts/notifications.ts";
import { Prometheus } from "./charts/prometheus.ts";
import { PrometheusOperator } from "./charts/prometheus-operator.ts";
import { Quotas } from "./charts/quotas.ts";
import { Rules } from "./charts/rules.ts";
import { SecretsChart } from "./charts/secrets.ts";
import type { Environment } from "./lib/environments/environment.ts";
import { runbookUrl } from "./lib/mixins/runbooks.ts";
import { cacheAddress, type DataService, databaseAddress } from "./lib/platform/data-services.ts";
import { operatedPorts } from "./lib/platform/operated.ts";
import { managed } from "./lib/platform/outside.ts";
import { PlatformChart } from "./lib/platform/platform-chart.ts";
import { type Secrets, secretsOf, usedSecrets } from "./lib/platform/secrets.ts";

/** Everything of one environment, as an App with a chart for each file. */
export function platform(environment: Environment): App {
  const app = new App();
  const secrets = secretsOf(environment);
  new Namespaces(app, environment);
  new PrometheusOperator(app, environment);
  const database = databaseOf(app, environment, secrets);
  const cache = cacheOf(app, environment, secrets);
  const applications = new Applications(app, environment, secrets, { database, cache });
  new NodeAgents(app, environment);
  new KubeStateMetrics(app, environment);
  new Exporters(app, environment, secrets, { database, cache });
  const alertmanager = new Alertmanager(app, environment, secrets);
  const prometheus = new Prometheus(app, environment, {
    alertmanager: alertmanager.endpoint,
    headerScrapes: applications.headerScrapes,
  });
  const installed = PlatformChart.allOf(app).flatMap(({ mixins }) => mixins);
  new Notifications(app, environment, secrets, installed);
  new Rules(app, installed, {
    runbook: runbookUrl(installed, environment.repositoryUrl),
    dashboard: (name) => `${environment.grafana.externalUrl}/d/${name}`,
  });
  const dashboards = new Dashboards(app, installed, environment.repositoryUrl);
  new Grafana(app, environment, secrets, {
    prometheus: prometheus.peer.endpoint(operatedPorts.prometheus),
    alertmanager: alertmanager.endpoint,
    dashboardConfigMaps: dashboards.configMaps,
  });
  new SecretsChart(app, environment.secrets, usedSecrets(environment, secrets));
  new Quotas(app);
  new NetworkPolicies(app, environment, prometheus.peer);
  return app;
}

/** The database as the others see it, made here or managed elsewhere. */
function databaseOf(app: App, environment: Environment, secrets: Secrets): DataService | undefined {
  const { database, cluster } = environment;
  const address = databaseAddress(environment);
  if (database === undefined || address === undefined) return undefined;
  return {
    address,
    endpoint: database.kind === "managed" ? managed(database) : new Database(app, database, cluster, secrets).endpoint,
  };
}

function cacheOf(app: App, environment: Environment, secrets: Secrets): DataService | undefined {
  const { cache, cluster } = environment;
  const address = cacheAddress(environment);
  if (cache === undefined || address === undefined) return undefined;
  return {
    address,
    endpoint: cache.kind === "managed" ? managed(cache) : new Cache(app, cache, cluster, secrets).endpoint,
  };
}

/** What Argo CD needs to bring the environments, and what they need, into their clusters. */
export function gitOps(environments: readonly Environment[]): App {
  const app = new App();
  new Project(app, environments);
  new Prerequisites(app, environments);
  new Environments(app, environments);
  return app;
}
