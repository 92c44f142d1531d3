import { receivers } from "../alerting/receivers.ts";
import type { Environment } from "./environment.ts";

/** One node on somebody's desk: everything inside the cluster, one of each, passwords that anybody may know. */
export const development: Environment = {
  name: "development",
  tier: "development",
  repositoryUrl: "https://git.agentprovision.example/platform/blob/main",
  git: { url: "https://git.agentprovision.example/platform.git", revision: "main" },

  cluster: {
    name: "agentprovision-development",
    kubernetesVersion: "1.34",
    url: "https://192.168.77.2:6443",
    apiServer: { cidrs: ["192.168.77.2/32"], port: 6443 },
    nodeCidrs: ["192.168.77.0/24"],
    podCidrs: ["10.244.0.0/24"],
    serviceCidrs: ["10.96.0.0/16"],
    dns: { namespace: "kube-system", labels: { "k8s-app": "kube-dns" } },
    networkPlugin: "kube-router",
    maximumNodes: 1,
    zones: 1,
    storageClass: "standard",
  },

  applications: [
    {
      name: "agentprovision",
      image: "registry.agentprovision.example/agentprovision:2.5.0",
      port: 8000,
      probePath: "/api/v1/",
      replicas: { minimum: 1, maximum: 2 },
      cpuTargetPercent: 70,
      // With one replica a drain must be free to take it.
      maximumUnavailable: 1,
      resources: { cpu: "100m", memory: "256Mi", memoryLimit: "512Mi" },
      instrumentation: { kind: "fastapi-instrumentator", path: "/api/v1/metrics" },
      internalKey: false,
      usesDatabase: true,
      usesCache: true,
      calls: ["api.anthropic.com:443"],
      configuration: { ENVIRONMENT: "development", LOG_LEVEL: "DEBUG" },
      secretVariables: ["SECRET_KEY", "ANTHROPIC_API_KEY"],
    },
  ],

  database: {
    kind: "in-cluster",
    name: "postgres",
    volume: { size: "2Gi" },
    resources: { cpu: "100m", memory: "256Mi", memoryLimit: "512Mi" },
    maximumConnections: 100,
  },
  cache: {
    kind: "in-cluster",
    name: "redis",
    maximumMemory: "256Mi",
    evictionPolicy: "allkeys-lru",
    volume: { size: "1Gi" },
    // Above `maximumMemory`: a snapshot copies the pages that change while it is written.
    resources: { cpu: "50m", memory: "256Mi", memoryLimit: "384Mi" },
  },
  secrets: { kind: "plain" },

  prometheus: {
    replicas: 1,
    scrapeInterval: "15s",
    scrapeTimeout: "10s",
    evaluationInterval: "15s",
    retention: "2d",
    retentionSize: "4Gi",
    volume: { size: "5Gi" },
    resources: { cpu: "200m", memory: "512Mi", memoryLimit: "1Gi" },
    externalUrl: "http://localhost:9090",
    sampleLimit: 20_000,
  },
  alertmanager: {
    replicas: 1,
    volume: { size: "256Mi" },
    resources: { cpu: "20m", memory: "64Mi", memoryLimit: "128Mi" },
    externalUrl: "http://localhost:9093",
    retention: "5d",
  },
  receivers: receivers({
    all: { chat: { kind: "slack", channel: "#agentprovision-development" } },
    bySeverity: { critical: ["chat"], warning: ["chat"], info: [] },
    byComponent: {},
  }),
  // No volume: dashboards and data sources come from Git, nothing is lost with the pod.
  grafana: {
    externalUrl: "http://localhost:3001",
    resources: { cpu: "100m", memory: "256Mi", memoryLimit: "512Mi" },
  },
};
