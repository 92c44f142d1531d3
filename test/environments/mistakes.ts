import { development } from "../../lib/environments/development.ts";
import type { Environment } from "../../lib/environments/environment.ts";
import { production } from "../../lib/environments/production.ts";
import { staging } from "../../lib/environments/staging.ts";
import type { Changes } from "./changed.ts";

/** A change that breaks a rule. */
export interface Mistake {
  readonly of: Environment;
  readonly change: Changes;
  /** The field that the message names. */
  readonly field: string;
  /** Other rules that the same change breaks. */
  readonly also: readonly string[];
}

const mistake = (
  of: Environment,
  change: Changes,
  field = Object.keys(change)[0] ?? "",
  ...also: string[]
): Mistake => ({
  of,
  change,
  field,
  also,
});

const [one] = development.applications;
const ticket = {
  kind: "jira",
  apiUrl: "https://jira.example/rest/api/2/",
  project: "OPS",
  issueType: "Bug",
  user: "bot",
};
const digest = `sha256:${"0123456789abcdef".repeat(4)}`;

/** For each rule the ways to break it. */
export const mistakes: Readonly<Record<string, readonly Mistake[]>> = {
  "name-form": [
    mistake(production, { name: "Production" }),
    mistake(production, { "cluster.name": "eu_1" }),
    mistake(production, { "database.name": "1st" }),
    mistake(production, { "cache.name": "redis-" }),
    mistake(production, { "applications[0].name": "a".repeat(41) }),
    mistake(production, { "applications[0].name": "" }),
  ],
  "name-unique": [
    mistake(development, { applications: [one, one] }, "applications[1].name"),
    mistake(production, { "cache.name": "postgres" }),
    mistake(production, { "database.name": "agentprovision" }, "applications[0].name"),
  ],
  "name-taken": [
    mistake(production, { "applications[0].name": "grafana" }),
    mistake(production, { "database.name": "store", "applications[0].name": "postgres" }, "applications[0].name"),
  ],
  "folder-taken": [mistake(production, { name: "argocd" })],
  "tier-of-name": [mistake(production, { tier: "staging" })],

  "url-form": [
    mistake(production, { "grafana.externalUrl": "https://grafana.example/" }),
    mistake(production, { "prometheus.externalUrl": "https://" }),
    mistake(production, { "alertmanager.externalUrl": "https://alerts.example/?a=b" }),
    mistake(production, { repositoryUrl: "https://git.example/main/#top" }),
    mistake(production, { "cluster.url": "httpsx://kubernetes.example" }),
  ],
  "url-https": [mistake(staging, { "grafana.externalUrl": "http://grafana.example" })],
  "url-unique": [mistake(development, { "grafana.externalUrl": "http://localhost:9090" })],

  "kubernetes-version": [
    mistake(production, { "cluster.kubernetesVersion": "1.29" }),
    mistake(production, { "cluster.kubernetesVersion": "1.36" }),
    mistake(production, { "cluster.kubernetesVersion": "1.34.2" }),
  ],
  "nodes-addressed": [mistake(production, { "cluster.maximumNodes": 9, "cluster.nodeCidrs": ["10.30.0.0/29"] })],
  "zones-populated": [mistake(development, { "cluster.zones": 2 })],
  "dns-selected": [mistake(development, { "cluster.dns.labels": {} })],

  "cidr-form": [
    mistake(production, { "cluster.podCidrs[0]": "100.64.0.1/16" }),
    mistake(production, { "cluster.apiServer.cidrs[1]": "10.30.48.0/33" }),
    mistake(production, { "database.cidrs[0]": "10.30.64" }),
    mistake(production, { "cache.cidrs[2]": "10.30.270.0/24" }),
  ],
  "cidr-broad": [
    mistake(production, { "database.cidrs[0]": "0.0.0.0/0" }, "database.cidrs[0]", "managed-outside"),
    mistake(development, { "cluster.nodeCidrs[0]": "192.0.0.0/7" }),
  ],
  "cidr-overlap": [
    mistake(development, { "cluster.podCidrs": ["10.96.128.0/24"] }, "cluster.podCidrs[0]"),
    mistake(development, { "cluster.podCidrs": ["192.168.0.0/16"] }, "cluster.podCidrs[0]"),
    mistake(development, { "cluster.nodeCidrs": ["192.168.77.0/24", "192.168.77.128/25"] }, "cluster.nodeCidrs[1]"),
    mistake(production, { "cluster.serviceCidrs": ["10.30.32.0/20"] }, "cluster.serviceCidrs[0]"),
    mistake(production, { "cluster.podCidrs": ["172.20.0.0/20"] }, "cluster.podCidrs[0]"),
  ],
  "managed-outside": [
    mistake(production, { "database.cidrs[1]": "100.64.3.0/24" }),
    mistake(production, { "cache.cidrs[0]": "172.20.3.0/24" }),
  ],
  "api-server-behind-service": [mistake(development, { "cluster.apiServer.cidrs[0]": "10.96.0.1/32" })],
  "port-range": [
    mistake(production, { "applications[0].port": 0 }),
    mistake(production, { "cluster.apiServer.port": 65_536 }),
    mistake(production, { "database.port": 5432.5 }),
    mistake(production, { "cache.port": -1 }),
  ],
  "port-privileged": [mistake(production, { "applications[0].port": 80 })],
  "call-outside": [
    mistake(production, { "applications[0].calls[0]": "10.0.0.1:443" }),
    mistake(production, { "applications[0].calls[0]": "other.agentprovision.svc:80" }),
    mistake(production, { "applications[0].calls[0]": "https://api.anthropic.com:443" }),
    mistake(production, { "applications[0].calls[0]": "api.anthropic.com:0" }),
    mistake(production, { "applications[0].calls[0]": "api.anthropic.com:65536" }),
    mistake(production, { "applications[0].calls[0]": "api.anthropic.com" }),
  ],

  "duration-form": [
    mistake(production, { "prometheus.retention": "2w" }),
    mistake(production, { "prometheus.scrapeTimeout": "0s" }),
    mistake(production, { "receivers.deadManSwitch.timeout": "1.5h" }),
    mistake(production, { "secrets.refreshInterval": "1h30m" }),
  ],
  "quantity-form": [
    mistake(production, { "prometheus.volume.size": "100GB" }),
    mistake(production, { "grafana.resources.cpu": "-1" }),
    mistake(production, { "grafana.volume.size": "0Gi" }),
  ],
  "count-form": [
    mistake(production, { "applications[0].replicas.maximum": 3.5 }),
    mistake(production, { "cluster.zones": 0 }),
    mistake(development, { "alertmanager.replicas": 0 }),
  ],
  "limit-below-request": [
    mistake(production, { "prometheus.resources.memoryLimit": "2Gi" }),
    mistake(production, { "applications[0].resources.cpuLimit": "100m" }),
    mistake(development, { "database.resources.memoryLimit": "128Mi" }),
    mistake(development, { "cache.resources.cpuLimit": "10m" }),
  ],

  "image-pinned": [
    mistake(production, { "applications[0].image": "registry.example/agentprovision:latest" }),
    mistake(production, { "applications[0].image": "registry.example:5000/agentprovision" }),
    mistake(production, { "applications[0].image": "registry.example/agentprovision@sha256:abc" }),
    mistake(production, { "applications[0].image": `registry.example/agentprovision:1@${digest}@${digest}` }),
  ],
  "path-form": [
    mistake(production, { "applications[0].probePath": "/api/v1/?deep=1" }),
    mistake(production, { "applications[0].instrumentation.path": "metrics" }),
  ],
  "probe-is-scrape": [mistake(production, { "applications[0].probePath": "/api/v1/metrics" })],
  "variable-form": [
    mistake(
      production,
      { "applications[0].configuration": { "LOG-LEVEL": "INFO" } },
      "applications[0].configuration.LOG-LEVEL",
    ),
    mistake(production, { "applications[0].secretVariables[0]": "2FA" }),
  ],
  "variable-twice": [
    mistake(production, { "applications[0].secretVariables[1]": "SECRET_KEY" }),
    mistake(production, { "applications[0].secretVariables[0]": "LOG_LEVEL" }),
  ],
  "variable-derived": [
    mistake(production, { "applications[0].configuration.DATABASE_URL": "postgresql://elsewhere" }),
    mistake(production, { "applications[0].secretVariables[0]": "REDIS_URL" }),
    mistake(production, { "applications[0].secretVariables[0]": "INTERNAL_KEY" }),
  ],

  "prometheus-replicas": [mistake(production, { "prometheus.replicas": 1 })],
  "alertmanager-replicas": [mistake(production, { "alertmanager.replicas": 1 })],
  "application-replicas": [mistake(production, { "applications[0].replicas.minimum": 1 })],
  "replicas-order": [mistake(production, { "applications[0].replicas.minimum": 13 })],
  "budget-blocks-drains": [
    mistake(production, { "applications[0].maximumUnavailable": 0 }),
    mistake(production, { "applications[0].maximumUnavailable": 0.5 }),
  ],
  "budget-allows-all": [mistake(production, { "applications[0].maximumUnavailable": 3 })],
  "scaling-target": [
    mistake(production, { "applications[0].cpuTargetPercent": 19 }),
    mistake(production, { "applications[0].cpuTargetPercent": 91 }),
  ],
  "data-managed": [
    mistake(production, { database: development.database }, "database.kind", "database-connections"),
    mistake(production, { cache: development.cache }, "cache.kind"),
  ],

  "data-missing": [
    mistake(development, { database: undefined }, "applications[0].usesDatabase"),
    mistake(production, { cache: undefined }, "applications[0].usesCache"),
  ],
  "data-unused": [
    mistake(production, { "applications[0].usesDatabase": false }, "database.name"),
    mistake(development, { "applications[0].usesCache": false }, "cache.name"),
  ],
  "managed-host": [
    mistake(production, { "database.host": "10.30.64.7" }),
    mistake(production, { "cache.host": "localhost" }),
    mistake(staging, { "cache.host": "redis.agentprovision.svc.cluster.local" }),
    mistake(staging, { "database.host": "postgres.example:5432" }),
  ],
  "database-connections": [
    mistake(development, { "applications[0].replicas.maximum": 7 }, "database.maximumConnections"),
    mistake(development, { "database.maximumConnections": 39 }),
  ],

  "secrets-plain": [mistake(staging, { secrets: { kind: "plain" } }, "secrets.kind")],
  "secret-in-configuration": [
    mistake(production, { "applications[0].configuration.SMTP_PASSWORD": "x" }),
    mistake(production, { "applications[0].configuration.APIKEY": "x" }),
    mistake(staging, { "applications[0].configuration.BROKER": "amqp://user:word@broker.example" }),
  ],
  "secret-refresh": [
    mistake(production, { "secrets.refreshInterval": "59s" }),
    mistake(production, { "secrets.refreshInterval": "25h" }),
  ],

  "scrape-timeout": [mistake(production, { "prometheus.scrapeTimeout": "16s" })],
  "rate-window": [
    mistake(production, { "prometheus.scrapeInterval": "76s" }, "prometheus.scrapeInterval", "evaluation-frequent"),
  ],
  "evaluation-frequent": [mistake(production, { "prometheus.evaluationInterval": "14s" })],
  "evaluation-rare": [mistake(production, { "prometheus.evaluationInterval": "76s" })],
  "sample-limit": [
    mistake(production, { "prometheus.sampleLimit": 4999 }),
    mistake(production, { "prometheus.sampleLimit": 500_001 }),
  ],

  "retention-size": [mistake(production, { "prometheus.retentionSize": "86Gi" })],
  "retention-short": [mistake(production, { "prometheus.retention": "23h" })],
  "notification-log": [mistake(production, { "alertmanager.retention": "95h" })],
  "cache-memory": [
    mistake(development, { "cache.resources.memoryLimit": "340Mi" }, "cache.maximumMemory"),
    mistake(development, { "cache.resources.memoryLimit": undefined }, "cache.maximumMemory"),
  ],
  "cache-volume": [mistake(development, { "cache.volume.size": "511Mi" })],

  "receiver-unknown": [
    mistake(production, { "receivers.bySeverity.info[0]": "chatt" }),
    mistake(production, { "receivers.byComponent.nodes": ["toString"] }, "receivers.byComponent.nodes[0]"),
  ],
  "receiver-unused": [mistake(production, { "receivers.all.spare": { kind: "teams" } })],
  "receiver-twice": [
    mistake(production, { "receivers.bySeverity.info[1]": "chat" }),
    mistake(production, { "receivers.byComponent.redis[1]": "data" }),
    mistake(production, { "receivers.byComponent.redis[1]": "chat" }),
  ],
  "critical-unheard": [
    mistake(development, { "receivers.bySeverity.critical": [] }),
    mistake(staging, {
      "receivers.bySeverity.critical": ["developers"],
      "receivers.all.developers": ticket,
    }),
  ],
  "channel-form": [
    mistake(production, { "receivers.all.chat.channel": "#Alerts" }),
    mistake(production, { "receivers.all.chat.channel": "# alerts" }),
    mistake(production, { "receivers.all.chat.channel": "alerts" }),
  ],
  "jira-version": [
    mistake(production, { "receivers.all.tickets.apiUrl": "https://jira.example/rest/api/3/" }),
    mistake(production, { "receivers.all.tickets.apiUrl": "http://jira.example/rest/api/2/" }),
    mistake(production, { "receivers.all.tickets.apiUrl": "https:///rest/api/2/" }),
  ],

  "quiet-zone": [
    mistake(production, { "receivers.quietHours.timeZone": "Europe/Bonn" }),
    mistake(production, { "receivers.quietHours.timeZone": "Europe/BERLIN" }),
    mistake(production, { "receivers.quietHours.timeZone": "+01:00" }),
    mistake(production, { "receivers.quietHours.timeZone": "" }),
  ],
  "quiet-nights": [
    mistake(production, { "receivers.quietHours.nights.from": "24:00" }),
    mistake(production, { "receivers.quietHours.nights.until": "7:00" }),
    mistake(production, { "receivers.quietHours.nights.until": "20:00" }),
    mistake(production, { "receivers.quietHours.nights.until": "00:00" }),
  ],
  "quiet-days": [
    mistake(production, { "receivers.quietHours.days[1]": "saturday" }),
    mistake(production, {
      "receivers.quietHours.days": ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
    }),
  ],

  "dead-man-missing": [mistake(production, { "receivers.deadManSwitch": undefined })],
  "dead-man-inside": [
    mistake(production, { "receivers.deadManSwitch.host": "switch.monitoring.svc" }),
    mistake(production, { "receivers.deadManSwitch.host": "localhost" }),
    mistake(production, { "receivers.deadManSwitch.host": "10.30.1.1" }),
    mistake(production, { "receivers.deadManSwitch.host": "Grafana.agentprovision.example" }),
    mistake(production, { "receivers.deadManSwitch.host": "kubernetes.agentprovision.example" }),
    mistake(production, { "receivers.deadManSwitch.host": "https://hc-ping.com" }),
  ],
  "dead-man-beat": [
    mistake(production, { "receivers.deadManSwitch.beat": "1m" }),
    mistake(production, { "receivers.deadManSwitch.beat": "150s" }),
  ],
  "dead-man-timeout": [mistake(production, { "receivers.deadManSwitch.timeout": "9m" })],
};

/** The last value that a rule allows, where a limit stands in it. */
export const allowed: readonly [Environment, Changes][] = [
  [production, { "prometheus.retentionSize": "85Gi" }],
  [production, { "prometheus.retention": "1d", "alertmanager.retention": "4d" }],
  [production, { "prometheus.scrapeTimeout": "15s", "prometheus.evaluationInterval": "1m" }],
  [production, { "prometheus.scrapeInterval": "75s", "prometheus.evaluationInterval": "75s" }],
  [production, { "prometheus.sampleLimit": 5_000, "alertmanager.replicas": 2 }],
  [production, { "prometheus.sampleLimit": 500_000, "cluster.kubernetesVersion": "1.30" }],
  [production, { "applications[0].maximumUnavailable": 2, "cluster.kubernetesVersion": "1.35" }],
  [production, { "applications[0].replicas": { minimum: 2, maximum: 2 }, "applications[0].cpuTargetPercent": 90 }],
  [production, { "applications[0].image": `registry.example:5000/agentprovision@${digest}` }],
  [production, { "applications[0].image": `registry.example/agentprovision:2.4.1@${digest}` }],
  [production, { "applications[0].configuration.TOKEN_MINUTES": "30", "applications[0].port": 1024 }],
  [production, { "applications[0].name": "a".repeat(40), "grafana.externalUrl": "https://tools.example/grafana" }],
  [production, { "secrets.refreshInterval": "1m", "receivers.deadManSwitch.host": "beat.2.example" }],
  [production, { "secrets.refreshInterval": "1d", "receivers.quietHours.timeZone": "UTC" }],
  [production, { "receivers.quietHours.timeZone": "Asia/Kolkata", "applications[0].cpuTargetPercent": 20 }],
  [production, { "applications[0].calls": ["a.example:1", "b.example:65535"], "database.port": 1 }],
  [development, { "cache.maximumMemory": "192Mi", "cache.resources.memoryLimit": "256Mi" }],
  [production, { "receivers.quietHours.timeZone": "America/Port-au-Prince", "receivers.quietHours.days": [] }],
  [production, { "receivers.quietHours.nights": { from: "00:00", until: "24:00" } }],
  [production, { "receivers.deadManSwitch.beat": "2m", "receivers.deadManSwitch.timeout": "4m" }],
  [production, { "cluster.maximumNodes": 8, "cluster.nodeCidrs": ["10.30.0.0/29"] }],
  [production, { "cluster.podCidrs": ["10.30.32.0/20"] }],
  [production, { "cache.resources": undefined, "database.port": 65_535 }],
  [development, { "database.maximumConnections": 40, "cache.volume.size": "512Mi" }],
  [development, { "cache.resources.memoryLimit": "342Mi", "cluster.nodeCidrs": ["192.0.0.0/8"] }],
  [development, { "grafana.externalUrl": "http://grafana.example", "applications[0].configuration.API_KEY": "x" }],
];
