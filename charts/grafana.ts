import type { Construct } from "constructs";
import type { Environment } from "../lib/environments/environment.ts";
import { checksum } from "../lib/kubernetes/checksum.ts";
import { claimed, configFiles, type Mount, scratch } from "../lib/kubernetes/mount.ts";
import { k8s } from "../lib/kubernetes/objects.ts";
import type { Endpoint } from "../lib/kubernetes/peer.ts";
import { keyOf } from "../lib/kubernetes/secret.ts";
import { Workload } from "../lib/kubernetes/workload.ts";
import { image } from "../lib/platform/images.ts";
import { namespaces } from "../lib/platform/namespaces.ts";
import { PlatformChart } from "../lib/platform/platform-chart.ts";
import type { Secrets } from "../lib/platform/secrets.ts";
import { toYaml } from "../lib/yaml.ts";

const name = "grafana";
const namespace = namespaces.monitoring.name;
const dashboardFolder = "/var/lib/grafana-dashboards";
/** The image's own user. */
const grafanaUser = 472;

/** What Grafana asks, and the ConfigMaps with its dashboards. */
export interface GrafanaProps {
  readonly prometheus: Endpoint;
  readonly alertmanager: Endpoint;
  readonly dashboardConfigMaps: readonly string[];
}

/** Grafana, which gets everything from Git and nothing from the internet; `kubectl -n monitoring port-forward svc/grafana 3001:3000`. */
export class Grafana extends PlatformChart {
  constructor(scope: Construct, { cluster, grafana }: Environment, { grafana: secret }: Secrets, props: GrafanaProps) {
    super(scope, "grafana", "platform");
    const provisioning = { datasources: toYaml(dataSources), dashboards: toYaml(dashboardProvider) };
    this.configMap("grafana-datasources", { "datasources.yaml": provisioning.datasources });
    this.configMap("grafana-providers", { "providers.yaml": provisioning.dashboards });
    if (grafana.volume) this.claim(grafana.volume.size, grafana.volume.class ?? cluster.storageClass);
    Workload.deployment(this, {
      name,
      namespace,
      component: "dashboards",
      user: grafanaUser,
      // Two pods cannot share its volume and its database.
      strategy: "Recreate",
      containers: [
        {
          name,
          image: image("grafana"),
          env: {
            ...settings(grafana.externalUrl),
            GF_SECURITY_ADMIN_USER: keyOf(secret, "username"),
            GF_SECURITY_ADMIN_PASSWORD: keyOf(secret, "password"),
          },
          ports: { http: 3000 },
          resources: grafana.resources,
          probes: {
            ready: { get: "/api/health", port: "http" },
            alive: { get: "/api/health", port: "http" },
            started: { get: "/api/health", port: "http" },
          },
          mounts: [
            grafana.volume ? claimed(name, "/var/lib/grafana") : scratch("data", "/var/lib/grafana", "256Mi"),
            scratch("tmp", "/tmp", "64Mi"),
            configFiles("grafana-datasources", "/etc/grafana/provisioning/datasources"),
            configFiles("grafana-providers", "/etc/grafana/provisioning/dashboards"),
            dashboards(props.dashboardConfigMaps),
          ],
        },
      ],
      connectsTo: [props.prometheus, props.alertmanager],
      podAnnotations: { "checksum/provisioning": checksum(provisioning) },
    }).service();
  }

  private configMap(configMap: string, data: Readonly<Record<string, string>>): void {
    new k8s.KubeConfigMap(this, configMap, { metadata: { name: configMap, namespace }, data });
  }

  private claim(size: string, storageClassName: string): void {
    new k8s.KubePersistentVolumeClaim(this, "claim", {
      metadata: { name, namespace },
      spec: {
        accessModes: ["ReadWriteOnce"],
        storageClassName,
        resources: { requests: { storage: k8s.Quantity.fromString(size) } },
      },
    });
  }
}

/** All dashboards in one folder, each from a ConfigMap of its own. */
const dashboards = (configMaps: readonly string[]): Mount => ({
  path: dashboardFolder,
  readOnly: true,
  volume: {
    name: "dashboards",
    projected: { sources: configMaps.map((configMap) => ({ configMap: { name: configMap } })) },
  },
});

/** Fixed uids: dashboards refer to them. */
const dataSources = {
  apiVersion: 1,
  prune: true,
  datasources: [
    {
      name: "Prometheus",
      uid: "prometheus",
      type: "prometheus",
      access: "proxy",
      url: `http://prometheus.${namespace}.svc:9090`,
      isDefault: true,
      editable: false,
      jsonData: { httpMethod: "POST", timeInterval: "15s", manageAlerts: false },
    },
    {
      name: "Alertmanager",
      uid: "alertmanager",
      type: "alertmanager",
      access: "proxy",
      url: `http://alertmanager.${namespace}.svc:9093`,
      editable: false,
      jsonData: { implementation: "prometheus" },
    },
  ],
};

const dashboardProvider = {
  apiVersion: 1,
  providers: [
    {
      name: "AgentProvision",
      folder: "AgentProvision",
      type: "file",
      // Whoever changes a dashboard in the browser would lose the change: Git is where it is kept.
      allowUiUpdates: false,
      disableDeletion: true,
      options: { path: dashboardFolder },
    },
  ],
};

const settings = (externalUrl: string) => ({
  GF_SERVER_ROOT_URL: externalUrl,
  GF_PATHS_DATA: "/var/lib/grafana",
  GF_LOG_MODE: "console",
  GF_AUTH_ANONYMOUS_ENABLED: "false",
  GF_USERS_ALLOW_SIGN_UP: "false",
  GF_SECURITY_DISABLE_GRAVATAR: "true",
  GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH: `${dashboardFolder}/system-overview.json`,
  // Nothing is fetched from the internet, and nobody is told.
  GF_ANALYTICS_REPORTING_ENABLED: "false",
  GF_ANALYTICS_CHECK_FOR_UPDATES: "false",
  GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES: "false",
  GF_ANALYTICS_FEEDBACK_LINKS_ENABLED: "false",
  GF_NEWS_NEWS_FEED_ENABLED: "false",
  GF_PLUGINS_PREINSTALL_DISABLED: "true",
  GF_PLUGINS_PUBLIC_KEY_RETRIEVAL_DISABLED: "true",
  GF_PLUGINS_PLUGIN_ADMIN_ENABLED: "false",
  GF_SNAPSHOTS_EXTERNAL_ENABLED: "false",
});
