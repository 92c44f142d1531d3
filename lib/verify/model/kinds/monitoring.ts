import {
  claimSpec,
  container,
  keySelector,
  labelSelector,
  objectMeta,
  podSpec,
  requirements,
  volume,
} from "./parts.ts";

/** Both spellings are taken. Source: the definitions of prometheus-operator 0.94. */
const action =
  "replace|Replace|keep|Keep|drop|Drop|hashmod|HashMod|labelmap|LabelMap|labeldrop|LabelDrop|labelkeep|LabelKeep|lowercase|Lowercase|uppercase|Uppercase|keepequal|KeepEqual|dropequal|DropEqual";
const scheme = "http|https|HTTP|HTTPS";

const relabelings = [
  {
    sourceLabels: ["text"],
    separator: "text",
    targetLabel: "text",
    regex: "scalar",
    modulus: "number",
    replacement: "text",
    action,
  },
] as const;

const namespaceSelector = { any: "flag", matchNames: ["text"] } as const;

const endpoint = {
  port: "text",
  portNumber: "number",
  targetPort: "scalar",
  path: "text",
  scheme,
  interval: "duration",
  scrapeTimeout: "duration",
  honorLabels: "flag",
  params: "any",
  relabelings,
  metricRelabelings: relabelings,
  authorization: { credentials: keySelector },
  basicAuth: { username: keySelector, password: keySelector },
  bearerTokenFile: "text",
  bearerTokenSecret: keySelector,
  tlsConfig: "any",
} as const;

const monitor = {
  jobLabel: "text",
  targetLabels: ["text"],
  podTargetLabels: ["text"],
  selector: labelSelector,
  namespaceSelector,
  sampleLimit: "number",
  labelLimit: "number",
  attachMetadata: { node: "flag" },
  scrapeClass: "text",
  scrapeNativeHistograms: "flag",
} as const;

const storage = {
  volumeClaimTemplate: { spec: claimSpec },
  emptyDir: "any",
  ephemeral: "any",
} as const;

/** What the operator's custom resources of pods have alike. */
const operated = {
  replicas: "number",
  image: "text",
  version: "text",
  podMetadata: objectMeta,
  serviceAccountName: "text",
  automountServiceAccountToken: "flag",
  priorityClassName: "text",
  resources: requirements,
  storage,
  secrets: ["text"],
  configMaps: ["text"],
  containers: [container],
  initContainers: [container],
  volumes: [volume],
  volumeMounts: container.volumeMounts,
  securityContext: podSpec.securityContext,
  hostNetwork: "flag",
  portName: "text",
  listenLocal: "flag",
  logLevel: "text",
  externalUrl: "text",
  nodeSelector: { "*": "text" },
  imagePullSecrets: [{ name: "text" }],
} as const;

const prometheusSpec = {
  ...operated,
  shards: "number",
  serviceDiscoveryRole: "text",
  retention: "duration",
  retentionSize: "size",
  scrapeInterval: "duration",
  scrapeTimeout: "duration",
  evaluationInterval: "duration",
  externalLabels: { "*": "text" },
  replicaExternalLabelName: "text",
  prometheusExternalLabelName: "text",
  serviceMonitorSelector: labelSelector,
  serviceMonitorNamespaceSelector: labelSelector,
  podMonitorSelector: labelSelector,
  podMonitorNamespaceSelector: labelSelector,
  probeSelector: labelSelector,
  probeNamespaceSelector: labelSelector,
  scrapeConfigSelector: labelSelector,
  scrapeConfigNamespaceSelector: labelSelector,
  ruleSelector: labelSelector,
  ruleNamespaceSelector: labelSelector,
  additionalScrapeConfigs: keySelector,
  additionalAlertManagerConfigs: keySelector,
  additionalAlertRelabelConfigs: keySelector,
  alerting: {
    alertmanagers: [{ name: "text", namespace: "text", port: "scalar", pathPrefix: "text", scheme }],
  },
  enforcedNamespaceLabel: "text",
  excludedFromEnforcement: [{ resource: "text", namespace: "text", name: "text" }],
  enforcedSampleLimit: "number",
  sampleLimit: "number",
  ignoreNamespaceSelectors: "flag",
  overrideHonorLabels: "flag",
  enableFeatures: ["text"],
  scrapeNativeHistograms: "flag",
  scrapeClasses: [{ name: "text", default: "flag", relabelings, metricRelabelings: relabelings }],
  remoteWrite: [{ url: "text" }],
  remoteRead: [{ url: "text" }],
  thanos: "any",
  enableRemoteWriteReceiver: "flag",
  enableOTLPReceiver: "flag",
} as const;

/** Groups of rules, as Prometheus' files and PrometheusRules have them alike. */
export const ruleGroups = [
  {
    name: "text",
    interval: "duration",
    labels: { "*": "text" },
    rules: [
      {
        record: "text",
        alert: "text",
        expr: "scalar",
        for: "duration",
        keep_firing_for: "duration",
        labels: { "*": "text" },
        annotations: { "*": "text" },
      },
    ],
  },
] as const;

const group = "monitoring.coreos.com";

/** What prometheus-operator reads. */
export const monitoring = {
  ServiceMonitor: { group, scope: "namespace", fields: { spec: { ...monitor, endpoints: [endpoint] } } },
  PodMonitor: { group, scope: "namespace", fields: { spec: { ...monitor, podMetricsEndpoints: [endpoint] } } },
  Probe: {
    group,
    scope: "namespace",
    fields: {
      spec: {
        jobName: "text",
        interval: "duration",
        scrapeTimeout: "duration",
        module: "text",
        sampleLimit: "number",
        scrapeClass: "text",
        prober: { url: "text", path: "text", scheme },
        targets: {
          staticConfig: { static: ["text"], labels: { "*": "text" }, relabelingConfigs: relabelings },
          ingress: { selector: labelSelector, namespaceSelector, relabelingConfigs: relabelings },
        },
        metricRelabelings: relabelings,
      },
    },
  },
  ScrapeConfig: {
    group,
    scope: "namespace",
    fields: {
      spec: {
        jobName: "text",
        scrapeClass: "text",
        scrapeNativeHistograms: "flag",
        staticConfigs: [{ targets: ["text"], labels: { "*": "text" } }],
        kubernetesSDConfigs: [{ role: "text", namespaces: { names: ["text"], ownNamespace: "flag" } }],
        httpSDConfigs: ["any"],
        fileSDConfigs: ["any"],
        dnsSDConfigs: ["any"],
        metricsPath: "text",
        scrapeInterval: "duration",
        scrapeTimeout: "duration",
        scheme,
        honorLabels: "flag",
        sampleLimit: "number",
        relabelings,
        metricRelabelings: relabelings,
      },
    },
  },
  PrometheusRule: {
    group,
    scope: "namespace",
    fields: { spec: { groups: ruleGroups } },
  },
  Prometheus: { group, scope: "namespace", fields: { spec: prometheusSpec } },
  PrometheusAgent: { group, scope: "namespace", fields: { spec: prometheusSpec } },
  ThanosRuler: {
    group,
    scope: "namespace",
    fields: {
      spec: { ...operated, ruleSelector: labelSelector, ruleNamespaceSelector: labelSelector, retention: "duration" },
    },
  },
  Alertmanager: {
    group,
    scope: "namespace",
    fields: {
      spec: {
        ...operated,
        retention: "hours",
        configSecret: "text",
        alertmanagerConfigSelector: labelSelector,
        alertmanagerConfigNamespaceSelector: labelSelector,
        alertmanagerConfigMatcherStrategy: { type: "OnNamespace|OnNamespaceExceptForAlertmanagerNamespace|None" },
        alertmanagerConfiguration: {
          name: "text",
          templates: [{ configMap: { name: "text", key: "text" }, secret: { name: "text", key: "text" } }],
        },
        clusterAdvertiseAddress: "text",
      },
    },
  },
  AlertmanagerConfig: {
    group,
    scope: "namespace",
    fields: {
      spec: {
        route: { groupWait: "duration", groupInterval: "duration", repeatInterval: "duration" },
        receivers: ["any"],
        inhibitRules: ["any"],
        muteTimeIntervals: ["any"],
        timeIntervals: ["any"],
      },
    },
  },
} as const;
