import type { IAlertmanager } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/Alertmanager";
import type { IAlertmanagerConfig } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1alpha1/AlertmanagerConfig";
import type { Construct } from "constructs";
import { stringify } from "yaml";
import { baseConfiguration, customResourceSpec } from "../lib/alerting/alertmanager-config.ts";
import type { Inhibition } from "../lib/alerting/inhibition.ts";
import type { Environment } from "../lib/environments/environment.ts";
import { customResource } from "../lib/kubernetes/custom-resource.ts";
import { Monitor } from "../lib/kubernetes/monitor.ts";
import { k8s } from "../lib/kubernetes/objects.ts";
import type { Endpoint, Peer } from "../lib/kubernetes/peer.ts";
import { image, versionOf } from "../lib/platform/images.ts";
import { monitoredLabel, namespaces } from "../lib/platform/namespaces.ts";
import { operatedLabels, operatedPeer, operatedPorts } from "../lib/platform/operated.ts";
import { claimOf, hardened, requirementsOf, spreadOverNodes } from "../lib/platform/operated-pod.ts";
import { internet } from "../lib/platform/outside.ts";
import { PlatformChart } from "../lib/platform/platform-chart.ts";
import { scrapingOf } from "../lib/platform/scraping.ts";
import type { Secrets } from "../lib/platform/secrets.ts";

const name = "alertmanager";
const namespace = namespaces.monitoring.name;
const labels = operatedLabels("alertmanager", name);
const base = "alertmanager-base";

/** Alertmanager, what it tells whom, its Service and its monitor. */
export class Alertmanager extends PlatformChart {
  /** Where Prometheus sends alerts. */
  readonly endpoint: Endpoint;

  constructor(scope: Construct, environment: Environment, { receivers: secret }: Secrets, inhibitions: readonly Inhibition[]) {
    super(scope, "alertmanager", "platform");
    const { receivers, alertmanager } = environment;
    this.alertmanager(environment, secret.name);
    customResource<IAlertmanagerConfig>(this, {
      apiVersion: "monitoring.coreos.com/v1alpha1",
      kind: "AlertmanagerConfig",
      metadata: { name: "platform", namespace },
      spec: customResourceSpec(receivers, secret, inhibitions),
    });
    // Configuration, whose credentials are files: it may stand in Git.
    new k8s.KubeSecret(this, "base", {
      metadata: { name: base, namespace },
      stringData: { "alertmanager.yaml": stringify(baseConfiguration(receivers, secret)) },
    });
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

  private alertmanager({ cluster, alertmanager }: Environment, receiverSecret: string): void {
    customResource<IAlertmanager>(this, {
      apiVersion: "monitoring.coreos.com/v1",
      kind: "Alertmanager",
      metadata: { name, namespace },
      spec: {
        image: image("alertmanager"),
        version: `v${versionOf("alertmanager")}`,
        replicas: alertmanager.replicas,
        automountServiceAccountToken: false,
        configSecret: base,
        secrets: [receiverSecret],
        alertmanagerConfigSelector: {},
        alertmanagerConfigNamespaceSelector: { matchLabels: monitoredLabel },
        // The default would hide every alert whose label `namespace` is not that of the AlertmanagerConfig.
        alertmanagerConfigMatcherStrategy: { type: "None" },
        externalUrl: alertmanager.externalUrl,
        retention: `${alertmanager.retention}` as const,
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
