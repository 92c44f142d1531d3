import type { IAlertmanager } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/Alertmanager";
import type { Construct } from "constructs";
import type { Environment } from "../lib/environments/environment.ts";
import { customResource } from "../lib/kubernetes/custom-resource.ts";
import { Monitor } from "../lib/kubernetes/monitor.ts";
import { k8s } from "../lib/kubernetes/objects.ts";
import type { Endpoint, Peer } from "../lib/kubernetes/peer.ts";
import { alertmanager as alertmanagerMixin } from "../lib/mixins/alertmanager/index.ts";
import { image, versionOf } from "../lib/platform/images.ts";
import { monitoredLabel, namespaces } from "../lib/platform/namespaces.ts";
import { alertmanagerBase, operatedLabels, operatedPeer, operatedPorts } from "../lib/platform/operated.ts";
import { claimOf, hardened, requirementsOf, spreadOverNodes } from "../lib/platform/operated-pod.ts";
import { internet } from "../lib/platform/outside.ts";
import { PlatformChart } from "../lib/platform/platform-chart.ts";
import { scrapingOf } from "../lib/platform/scraping.ts";
import type { Secrets } from "../lib/platform/secrets.ts";
import { toGoDuration } from "../lib/promql/duration.ts";

const name = "alertmanager";
const namespace = namespaces.monitoring.name;
const labels = operatedLabels("alertmanager", name);

/** Alertmanager, its Service and its monitor; whom it tells what is said in `notifications.ts`. */
export class Alertmanager extends PlatformChart {
  override readonly mixins = [alertmanagerMixin];
  /** Where Prometheus sends alerts. */
  readonly endpoint: Endpoint;

  constructor(scope: Construct, environment: Environment, { receivers: secret }: Secrets) {
    super(scope, "alertmanager", "platform");
    const { alertmanager } = environment;
    this.alertmanager(environment, secret.name);
    const peer = operatedPeer(this, {
      kind: "alertmanager",
      name,
      namespace,
      replicas: alertmanager.replicas,
      resources: alertmanager.resources,
      connectsTo: [internet("receivers", 443)],
    });
    if (alertmanager.replicas > 1) this.gossip(peer);
    this.service();
    this.endpoint = peer.endpoint(operatedPorts.alertmanager);
    new Monitor(this, {
      name,
      namespace,
      service: { namespace, labels: { "app.kubernetes.io/name": name } },
      target: peer.endpoint(operatedPorts.alertmanager, operatedPorts.reloader),
      endpoints: [{ port: operatedPorts.alertmanager.name }, { port: operatedPorts.reloader.name }],
      scraping: scrapingOf(environment),
    });
  }

  private alertmanager({ cluster, alertmanager, receivers }: Environment, receiverSecret: string): void {
    customResource<IAlertmanager>(this, {
      apiVersion: "monitoring.coreos.com/v1",
      kind: "Alertmanager",
      metadata: {
        name,
        namespace,
        ...(receivers.deadManSwitch === undefined && { annotations: nobodyWaits }),
      },
      spec: {
        image: image("alertmanager"),
        version: `v${versionOf("alertmanager")}`,
        replicas: alertmanager.replicas,
        automountServiceAccountToken: false,
        configSecret: alertmanagerBase,
        secrets: [receiverSecret],
        alertmanagerConfigSelector: {},
        alertmanagerConfigNamespaceSelector: { matchLabels: monitoredLabel },
        // The default would hide every alert whose label `namespace` is not that of the AlertmanagerConfig.
        alertmanagerConfigMatcherStrategy: { type: "None" },
        externalUrl: alertmanager.externalUrl,
        retention: toGoDuration(alertmanager.retention),
        storage: claimOf(alertmanager.volume, cluster),
        resources: requirementsOf(alertmanager.resources),
        securityContext: hardened,
        topologySpreadConstraints: spreadOverNodes(labels),
      },
    });
  }

  /** Without gossip each replica sends every message. */
  private gossip(peer: Peer): void {
    peer.connectTo(peer.endpoint(operatedPorts.meshTcp, operatedPorts.meshUdp));
    new k8s.KubePodDisruptionBudget(this, "budget", {
      metadata: { name, namespace },
      spec: { maxUnavailable: k8s.IntOrString.fromNumber(1), selector: { matchLabels: labels } },
    });
  }

  private service(): void {
    const ports = [operatedPorts.alertmanager, operatedPorts.reloader];
    new k8s.KubeService(this, "service", {
      metadata: { name, namespace, labels: { "app.kubernetes.io/name": name } },
      spec: {
        selector: labels,
        ports: ports.map(({ name, number }) => ({ name, port: number, targetPort: k8s.IntOrString.fromString(name) })),
      },
    });
  }
}

/** Read by verify: an environment without a dead-man's switch is meant to have none. */
const nobodyWaits = { "ignore.verify/heartbeat-stays-inside": "no dead-man's switch watches this environment" };
