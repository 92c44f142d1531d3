import { receivers } from "../../lib/alerting/receivers.ts";
import type { Cluster, Environment } from "../../lib/environments/environment.ts";

/** Names that only the run itself uses: what stands for the world outside the platform. */
export const outsideNamespace = "live-outside";

/** Pods through which requests reach the application, as an ingress controller's do. */
export const userLabels = { "app.kubernetes.io/name": "users" } as const;

/**
 * Production's topology at small size, in whatever cluster there is: two of Prometheus, three of Alertmanager, secrets by the keys of a
 * store, all kinds of receivers. Three things are not production's: data services stand inside, no hours are quiet, since a run must
 * hear of everything at any hour, and the beat is faster.
 */
export const live = (cluster: Cluster): Environment => ({
  name: "live",
  // Production itself takes no data service in the cluster.
  tier: "staging",
  repositoryUrl: "https://git.agentprovision.example/platform/blob/main",
  git: { url: "https://git.agentprovision.example/platform.git", revision: "main" },
  cluster,

  applications: [
    {
      name: "agentprovision",
      image: "registry.agentprovision.example/agentprovision:live",
      port: 8000,
      probePath: "/api/v1/",
      replicas: { minimum: 2, maximum: 3 },
      cpuTargetPercent: 70,
      maximumUnavailable: 1,
      resources: { cpu: "100m", memory: "128Mi", memoryLimit: "256Mi" },
      instrumentation: { kind: "fastapi-instrumentator", path: "/api/v1/metrics" },
      internalKey: true,
      usesDatabase: true,
      usesCache: true,
      calls: ["api.anthropic.com:443"],
      configuration: { ENVIRONMENT: "live", LOG_LEVEL: "INFO", METRICS_PATH: "/api/v1/metrics" },
      secretVariables: ["SECRET_KEY", "ANTHROPIC_API_KEY"],
    },
  ],

  database: {
    kind: "in-cluster",
    name: "postgres",
    volume: { size: "512Mi" },
    resources: { cpu: "50m", memory: "128Mi", memoryLimit: "256Mi" },
    maximumConnections: 60,
  },
  cache: {
    kind: "in-cluster",
    name: "redis",
    maximumMemory: "48Mi",
    evictionPolicy: "allkeys-lru",
    volume: { size: "256Mi" },
    resources: { cpu: "20m", memory: "64Mi", memoryLimit: "96Mi" },
  },
  secrets: {
    kind: "external",
    store: "live",
    prefix: "live/agentprovision/",
    refreshInterval: "1h",
  },

  prometheus: {
    replicas: 2,
    scrapeInterval: "15s",
    scrapeTimeout: "10s",
    evaluationInterval: "15s",
    retention: "1d",
    retentionSize: "400Mi",
    volume: { size: "512Mi" },
    resources: { cpu: "100m", memory: "256Mi", memoryLimit: "768Mi" },
    externalUrl: "https://prometheus.live.agentprovision.example",
    sampleLimit: 20_000,
  },
  alertmanager: {
    replicas: 3,
    volume: { size: "64Mi" },
    resources: { cpu: "10m", memory: "48Mi", memoryLimit: "96Mi" },
    externalUrl: "https://alertmanager.live.agentprovision.example",
    retention: "5d",
  },
  receivers: receivers({
    all: {
      incidents: { kind: "slack", channel: "#agentprovision-incidents" },
      chat: { kind: "slack", channel: "#agentprovision-alerts" },
      "on-call": { kind: "teams" },
      tickets: {
        kind: "jira",
        apiUrl: "https://jira.live.agentprovision.example/rest/api/2/",
        project: "OPS",
        issueType: "Bug",
        user: "alertmanager@agentprovision.example",
      },
      data: { kind: "slack", channel: "#data-services" },
    },
    bySeverity: { critical: ["incidents", "on-call", "tickets"], warning: ["chat", "tickets"], info: ["chat"] },
    byComponent: { postgres: ["data"], redis: ["data"] },
    deadManSwitch: { host: "hc-ping.com", beat: "2m", timeout: "6m" },
  }),
  grafana: {
    externalUrl: "https://grafana.live.agentprovision.example",
    volume: { size: "256Mi" },
    resources: { cpu: "50m", memory: "192Mi", memoryLimit: "384Mi" },
  },
});
