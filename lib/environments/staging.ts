import { receivers } from "../alerting/receivers.ts";
import type { Environment } from "./environment.ts";

/** Production's shape at a smaller size: managed data services, external secrets, the same policies. Nobody is woken. */
export const staging: Environment = {
  name: "staging",
  tier: "staging",
  repositoryUrl: "https://git.agentprovision.example/platform/blob/main",
  git: { url: "https://git.agentprovision.example/platform.git", revision: "main" },

  cluster: {
    name: "agentprovision-staging",
    kubernetesVersion: "1.34",
    url: "https://kubernetes.staging.agentprovision.example",
    // The control plane's addresses in the subnets made for them, one a zone.
    apiServer: { cidrs: ["10.20.48.0/28", "10.20.48.16/28"], port: 443 },
    nodeCidrs: ["10.20.0.0/18"],
    podCidrs: ["100.65.0.0/16"],
    serviceCidrs: ["172.20.0.0/16"],
    dns: { namespace: "kube-system", labels: { "k8s-app": "kube-dns" } },
    // Users come through it; nobody else in the cluster may connect to an application.
    ingress: { namespace: "ingress-nginx", labels: { "app.kubernetes.io/name": "ingress-nginx" } },
    networkPlugin: "aws-vpc-cni",
    maximumNodes: 6,
    zones: 2,
    storageClass: "gp3",
  },

  applications: [
    {
      name: "agentprovision",
      image: "registry.agentprovision.example/agentprovision:2.5.0",
      port: 8000,
      probePath: "/api/v1/",
      replicas: { minimum: 2, maximum: 4 },
      cpuTargetPercent: 70,
      maximumUnavailable: 1,
      resources: { cpu: "250m", memory: "512Mi", memoryLimit: "768Mi" },
      instrumentation: { kind: "fastapi-instrumentator", path: "/api/v1/metrics" },
      internalKey: true,
      usesDatabase: true,
      usesCache: true,
      calls: ["api.anthropic.com:443"],
      configuration: { ENVIRONMENT: "staging", LOG_LEVEL: "INFO" },
      secretVariables: ["SECRET_KEY", "ANTHROPIC_API_KEY"],
    },
  ],

  database: {
    kind: "managed",
    name: "postgres",
    host: "postgres.staging.agentprovision.example",
    port: 5432,
    cidrs: ["10.20.64.0/24", "10.20.65.0/24"],
  },
  cache: {
    kind: "managed",
    name: "redis",
    host: "redis.staging.agentprovision.example",
    port: 6379,
    cidrs: ["10.20.68.0/24", "10.20.69.0/24"],
    evictionPolicy: "allkeys-lru",
  },
  secrets: { kind: "external", store: "aws-secrets-manager", prefix: "staging/agentprovision/", refreshInterval: "1h" },

  prometheus: {
    replicas: 1,
    scrapeInterval: "15s",
    scrapeTimeout: "10s",
    evaluationInterval: "15s",
    retention: "7d",
    retentionSize: "24Gi",
    volume: { size: "30Gi" },
    resources: { cpu: "250m", memory: "1Gi", memoryLimit: "2Gi" },
    externalUrl: "https://prometheus.staging.agentprovision.example",
    sampleLimit: 50_000,
  },
  alertmanager: {
    replicas: 1,
    volume: { size: "1Gi" },
    resources: { cpu: "50m", memory: "64Mi", memoryLimit: "128Mi" },
    externalUrl: "https://alertmanager.staging.agentprovision.example",
    retention: "5d",
  },
  receivers: receivers({
    all: {
      chat: { kind: "slack", channel: "#agentprovision-staging" },
      developers: { kind: "teams" },
    },
    bySeverity: { critical: ["chat", "developers"], warning: ["chat"], info: [] },
    byComponent: {},
    quietHours: {
      timeZone: "Europe/Berlin",
      nights: { from: "19:00", until: "08:00" },
      days: ["saturday", "sunday"],
    },
    deadManSwitch: { host: "hc-ping.com", beat: "5m", timeout: "30m" },
  }),
  grafana: {
    externalUrl: "https://grafana.staging.agentprovision.example",
    resources: { cpu: "100m", memory: "256Mi", memoryLimit: "512Mi" },
  },
};
