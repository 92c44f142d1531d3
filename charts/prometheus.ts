import type { IPrometheus } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/Prometheus";
import type { Construct } from "constructs";
import type { Cluster, Environment } from "../lib/environments/environment.ts";
import { customResource } from "../lib/kubernetes/custom-resource.ts";
import { Monitor } from "../lib/kubernetes/monitor.ts";
import { k8s } from "../lib/kubernetes/objects.ts";
import type { Endpoint, Peer } from "../lib/kubernetes/peer.ts";
import { platform } from "../lib/mixins/platform/index.ts";
import { prometheus as prometheusMixin } from "../lib/mixins/prometheus/index.ts";
import { type HeaderScrape, headerScrape } from "../lib/platform/header-scrape.ts";
import { image, versionOf } from "../lib/platform/images.ts";
import { monitoredLabel, namespaces } from "../lib/platform/namespaces.ts";
import { operatedLabels, operatedPeer, operatedPorts } from "../lib/platform/operated.ts";
import { claimOf, hardened, requirementsOf, spreadOverNodes } from "../lib/platform/operated-pod.ts";
import { apiServer, kubelets } from "../lib/platform/outside.ts";
import { PlatformChart } from "../lib/platform/platform-chart.ts";
import { dropLabels, scrapingOf } from "../lib/platform/scraping.ts";
import { toYaml } from "../lib/yaml.ts";

const name = "prometheus";
const namespace = namespaces.monitoring.name;
const additionalScrapes = { name: "prometheus-additional-scrapes", key: "scrapes.yaml" } as const;

/** Prometheus with its rights, its Service, and the monitors of itself and of the kubelets. */
export class Prometheus extends PlatformChart {
  override readonly mixins = [prometheusMixin, platform];

  readonly peer: Peer;

  constructor(
    scope: Construct,
    environment: Environment,
    { alertmanager, headerScrapes }: { alertmanager: Endpoint; headerScrapes: readonly HeaderScrape[] },
  ) {
    super(scope, "prometheus", "platform");
    this.rights();
    this.additionalScrapes(environment, headerScrapes);
    this.prometheus(environment, headerScrapes);
    this.peer = operatedPeer(this, {
      kind: "prometheus",
      name,
      namespace,
      replicas: environment.prometheus.replicas,
      resources: environment.prometheus.resources,
      connectsTo: [
        apiServer(environment.cluster),
        kubelets(environment.cluster),
        alertmanager,
        ...headerScrapes.map(({ target }) => target),
      ],
    });
    this.disruptionBudget(environment.prometheus.replicas);
    this.service();
    this.monitorItself(environment);
    this.monitorKubelets(environment, environment.cluster);
  }

  private prometheus(
    { name: environment, cluster, prometheus }: Environment,
    headerScrapes: readonly HeaderScrape[],
  ): void {
    const everything = { matchLabels: monitoredLabel };
    customResource<IPrometheus>(this, {
      apiVersion: "monitoring.coreos.com/v1",
      kind: "Prometheus",
      metadata: { name, namespace },
      spec: {
        image: image("prometheus"),
        version: `v${versionOf("prometheus")}`,
        replicas: prometheus.replicas,
        serviceAccountName: name,
        externalLabels: { cluster: cluster.name, environment },
        // The replica's own label is dropped from alerts by the operator; this one would tell nobody anything.
        prometheusExternalLabelName: "",
        externalUrl: prometheus.externalUrl,
        scrapeInterval: prometheus.scrapeInterval,
        scrapeTimeout: prometheus.scrapeTimeout,
        evaluationInterval: prometheus.evaluationInterval,
        retention: prometheus.retention,
        retentionSize: `${prometheus.retentionSize}B`,
        storage: claimOf(prometheus.volume, cluster),
        resources: requirementsOf(prometheus.resources),
        securityContext: hardened,
        topologySpreadConstraints: spreadOverNodes(operatedLabels("prometheus", name)),
        serviceDiscoveryRole: "EndpointSlice",
        reloadStrategy: "HTTP",
        serviceMonitorSelector: {},
        serviceMonitorNamespaceSelector: everything,
        podMonitorSelector: {},
        podMonitorNamespaceSelector: everything,
        probeSelector: {},
        probeNamespaceSelector: everything,
        scrapeConfigSelector: {},
        scrapeConfigNamespaceSelector: everything,
        ruleSelector: {},
        ruleNamespaceSelector: everything,
        alerting: {
          alertmanagers: [{ namespace, name: "alertmanager", port: operatedPorts.alertmanager.name, apiVersion: "v2" }],
        },
        // After a restart an alert waits on where it was. The default leaves out all that wait for less than ten minutes, and begins the wait
        // of others anew: Alertmanager would take what fires for over.
        rules: { alert: { forGracePeriod: "1m" } },
        enforcedSampleLimit: prometheus.sampleLimit,
        enforcedTargetLimit: 500,
        enforcedLabelLimit: 64,
        enforcedLabelNameLengthLimit: 256,
        enforcedLabelValueLengthLimit: 2048,
        enforcedBodySizeLimit: "50MB",
        ...(headerScrapes.length > 0 && {
          additionalScrapeConfigs: additionalScrapes,
          secrets: headerScrapes.map(({ secret }) => secret.name),
        }),
      },
    });
  }

  private additionalScrapes(environment: Environment, scrapes: readonly HeaderScrape[]): void {
    if (scrapes.length === 0) return;
    // Configuration, whose credentials are files: it may stand in Git.
    new k8s.KubeSecret(this, "additional-scrapes", {
      metadata: {
        name: additionalScrapes.name,
        namespace,
        // Of some hundred applications it is larger than what a client may remember in an annotation.
        annotations: { "argocd.argoproj.io/sync-options": "ServerSideApply=true" },
      },
      stringData: {
        [additionalScrapes.key]: toYaml(scrapes.map((scrape) => headerScrape(scrape, scrapingOf(environment)))),
      },
    });
  }

  /** Discovery in the namespaces that are scraped and no others; of nodes only the kubelets' metrics. */
  private rights(): void {
    new k8s.KubeServiceAccount(this, "serviceaccount", {
      metadata: { name, namespace },
      automountServiceAccountToken: false,
    });
    const subjects = [{ kind: "ServiceAccount", name, namespace }];
    const rules = [
      { apiGroups: [""], resources: ["pods", "services"], verbs: ["get", "list", "watch"] },
      { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: ["get", "list", "watch"] },
    ];
    for (const scraped of [...Object.values(namespaces).map((each) => each.name), "kube-system"]) {
      const metadata = { name: "prometheus-discovery", namespace: scraped };
      new k8s.KubeRole(this, `role-${scraped}`, { metadata, rules });
      new k8s.KubeRoleBinding(this, `rolebinding-${scraped}`, {
        metadata,
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: metadata.name },
        subjects,
      });
    }
    const cluster = `${namespace}-${name}`;
    new k8s.KubeClusterRole(this, "clusterrole", {
      metadata: { name: cluster },
      rules: [{ apiGroups: [""], resources: ["nodes/metrics"], verbs: ["get"] }],
    });
    new k8s.KubeClusterRoleBinding(this, "clusterrolebinding", {
      metadata: { name: cluster },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: cluster },
      subjects,
    });
  }

  private disruptionBudget(replicas: number): void {
    if (replicas < 2) return;
    new k8s.KubePodDisruptionBudget(this, "budget", {
      metadata: { name, namespace },
      spec: {
        maxUnavailable: k8s.IntOrString.fromNumber(1),
        selector: { matchLabels: operatedLabels("prometheus", name) },
      },
    });
  }

  private service(): void {
    const ports = [operatedPorts.prometheus, operatedPorts.reloader];
    new k8s.KubeService(this, "service", {
      metadata: { name, namespace, labels: { "app.kubernetes.io/name": name } },
      spec: {
        selector: operatedLabels("prometheus", name),
        ports: ports.map(({ name, number }) => ({ name, port: number, targetPort: k8s.IntOrString.fromString(name) })),
      },
    });
  }

  private monitorItself(environment: Environment): void {
    new Monitor(this, {
      name,
      namespace,
      service: { namespace, labels: { "app.kubernetes.io/name": name } },
      target: this.peer.endpoint(operatedPorts.prometheus, operatedPorts.reloader),
      endpoints: [{ port: operatedPorts.prometheus.name }, { port: operatedPorts.reloader.name }],
      scraping: scrapingOf(environment),
    });
  }

  /** Of the kubelet only its own metrics, for volumes: containers are cAdvisor's, and both would double every sum. */
  private monitorKubelets(environment: Environment, cluster: Cluster): void {
    new Monitor(this, {
      name: "kubelet",
      namespace,
      // The operator keeps this Service and its addresses: see its flag --kubelet-service.
      service: { namespace: "kube-system", labels: { "app.kubernetes.io/name": "kubelet" } },
      target: kubelets(cluster),
      endpoints: [
        {
          port: "https-metrics",
          scheme: "https",
          bearerTokenFile: "/var/run/secrets/kubernetes.io/serviceaccount/token",
          // Kubelets sign their own certificates unless a cluster is set up to rotate them.
          tlsConfig: { insecureSkipVerify: true },
          honorLabels: true,
          relabelings: [
            {
              action: "replace",
              sourceLabels: ["__meta_kubernetes_endpointslice_address_target_name"],
              targetLabel: "node",
            },
            {
              action: "replace",
              sourceLabels: ["__meta_kubernetes_endpointslice_address_target_name"],
              targetLabel: "instance",
            },
            dropLabels("namespace", "service", "endpoint", "pod", "container"),
          ],
          metricRelabelings: [
            {
              action: "keep",
              sourceLabels: ["__name__"],
              regex:
                "kubelet_(volume_stats|running|pleg_relist|certificate_manager|node_name|runtime_operations_errors).*",
            },
          ],
        },
      ],
      scraping: scrapingOf(environment),
      jobLabel: "app.kubernetes.io/name",
    });
  }
}
