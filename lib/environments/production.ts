import { receivers } from "../alerting/receivers.ts";
import type { Environment } from "./environment.ts";

/** What customers use: two or more of everything, over three zones, and somebody who is woken. */
export const production: Environment = {
  name: "production",
  tier: "production",
  repositoryUrl: "https://git.agentprovision.example/platform/blob/main",
  // Moved by hand, when staging has run it for a day.
  git: { url: "https://git.agentprovision.example/platform.git", revision: "production" },

  cluster: {
    name: "agentprovision-production",
    kubernetesVersion: "1.34",
    url: "https://kubernetes.agentprovision.example",
    // The control plane's addresses in the subnets made for them, one a zone.
    apiServer: { cidrs: ["10.30.48.0/28", "10.30.48.16/28", "10.30.48.32/28"], port: 443 },
    nodeCidrs: ["10.30.0.0/18"],
    podCidrs: ["100.64.0.0/16"],
    serviceCidrs: ["172.20.0.0/16"],
    dns: { namespace: "kube-system", labels: { "k8s-app": "kube-dns" } },
    // Users come through it; nobody else in the cluster may connect to an application.
    ingress: { namespace: "ingress-nginx", labels: { "app.kubernetes.io/name": "ingress-nginx" } },
    networkPlugin: "aws-vpc-cni",
    maximumNodes: 24,
    zones: 3,
    storageClass: "gp3",
  },

  applications: [
    {
      name: "agentprovision",
      image: "registry.agentprovision.example/agentprovision:2.4.1",
      port: 8000,
      probePath: "/api/v1/",
      replicas: { minimum: 3, maximum: 12 },
      cpuTargetPercent: 60,
      maximumUnavailable: 1,
      resources: { cpu: "500m", memory: "768Mi", memoryLimit: "1Gi" },
      instrumentation: { kind: "fastapi-instrumentator", path: "/api/v1/metrics" },
      internalKey: true,
      usesDatabase: true,
      usesCache: true,
      calls: ["api.anthropic.com:443"],
      configuration: { ENVIRONMENT: "production", LOG_LEVEL: "INFO" },
      secretVariables: ["SECRET_KEY", "ANTHROPIC_API_KEY"],
    },
  ],

  database: {
    kind: "managed",
    name: "postgres",
    host: "postgres.production.agentprovision.example",
    port: 5432,
    cidrs: ["10.30.64.0/24", "10.30.65.0/24", "10.30.66.0/24"],
  },
  cache: {
    kind: "managed",
    name: "redis",
    host: "redis.production.agentprovision.example",
    port: 6379,
    cidrs: ["10.30.68.0/24", "10.30.69.0/24", "10.30.70.0/24"],
    evictionPolicy: "allkeys-lru",
  },
  secrets: {
    kind: "external",
    store: "aws-secrets-manager",
    prefix: "production/agentprovision/",
    refreshInterval: "1h",
  },

  prometheus: {
    replicas: 2,
    scrapeInterval: "15s",
    scrapeTimeout: "10s",
    evaluationInterval: "15s",
    retention: "30d",
    retentionSize: "80Gi",
    volume: { size: "100Gi" },
    resources: { cpu: "1", memory: "4Gi", memoryLimit: "6Gi" },
    externalUrl: "https://prometheus.agentprovision.example",
    sampleLimit: 50_000,
  },
  alertmanager: {
    replicas: 3,
    volume: { size: "2Gi" },
    resources: { cpu: "100m", memory: "128Mi", memoryLimit: "256Mi" },
    externalUrl: "https://alertmanager.agentprovision.example",
    retention: "5d",
  },
  receivers: receivers({
    all: {
      incidents: { kind: "slack", channel: "#agentprovision-incidents" },
      chat: { kind: "slack", channel: "#agentprovision-alerts" },
      "on-call": { kind: "teams" },
      tickets: {
        kind: "jira",
        // Version 2: version 3 wants texts in Atlassian's document format.
        apiUrl: "https://jira.agentprovision.example/rest/api/2/",
        project: "OPS",
        issueType: "Bug",
        user: "alertmanager@agentprovision.example",
      },
      data: { kind: "slack", channel: "#data-services" },
    },
    bySeverity: { critical: ["incidents", "on-call", "tickets"], warning: ["chat", "tickets"], info: ["chat"] },
    byComponent: { postgres: ["data"], redis: ["data"] },
    quietHours: {
      timeZone: "Europe/Berlin",
      nights: { from: "20:00", until: "07:00" },
      days: ["saturday", "sunday"],
    },
    // Raises the alarm after two missed beats: when Prometheus, Alertmanager or the whole cluster is gone.
    deadManSwitch: { host: "hc-ping.com", beat: "5m", timeout: "15m" },
  }),
  grafana: {
    externalUrl: "https://grafana.agentprovision.example",
    volume: { size: "5Gi" },
    resources: { cpu: "250m", memory: "512Mi", memoryLimit: "1Gi" },
  },
};
