import type { Construct } from "constructs";
import type { Mixin } from "../lib/alerting/mixin.ts";
import type { Application, Environment } from "../lib/environments/environment.ts";
import { checksum } from "../lib/kubernetes/checksum.ts";
import { Monitor } from "../lib/kubernetes/monitor.ts";
import { scratch } from "../lib/kubernetes/mount.ts";
import { k8s } from "../lib/kubernetes/objects.ts";
import type { Labels } from "../lib/kubernetes/peer.ts";
import { Workload } from "../lib/kubernetes/workload.ts";
import { http } from "../lib/mixins/http/index.ts";
import type { DataServices } from "../lib/platform/data-services.ts";
import type { HeaderScrape } from "../lib/platform/header-scrape.ts";
import { namespaces } from "../lib/platform/namespaces.ts";
import { callsOf } from "../lib/platform/outside.ts";
import { PlatformChart } from "../lib/platform/platform-chart.ts";
import { scrapingOf } from "../lib/platform/scraping.ts";
import type { Secrets } from "../lib/platform/secrets.ts";

const namespace = namespaces.application.name;

/** The applications: Deployment, Service, autoscaler, disruption budget, configuration and monitor of each. */
export class Applications extends PlatformChart {
  override readonly mixins: readonly Mixin[];

  readonly headerScrapes: readonly HeaderScrape[];

  constructor(scope: Construct, environment: Environment, secrets: Secrets, data: DataServices) {
    super(scope, "applications", "platform");
    this.mixins = [http(environment.applications)];
    this.headerScrapes = environment.applications.flatMap((application) => {
      const workload = this.deployment(application, environment, secrets, data);
      if (!application.image.includes("@"))
        workload.accept(
          "deployment",
          "image-without-digest",
          "the environment names a version, whose digest it does not know",
        );
      workload.service({ portNumbers: { http: 80 } });
      this.autoscaler(application);
      this.disruptionBudget(application, workload);
      const target = workload.endpoint("http");
      const secret = secrets.internalKeys.get(application.name);
      if (secret) return [{ application, target, secret }];
      new Monitor(this, {
        name: application.name,
        namespace,
        service: { namespace, labels: workload.selector },
        target,
        endpoints: [{ port: "http", path: application.instrumentation.path }],
        scraping: scrapingOf(environment),
      });
      return [];
    });
  }

  private deployment(
    application: Application,
    { cluster }: Environment,
    secrets: Secrets,
    { database, cache }: DataServices,
  ): Workload<"http"> {
    const { name, probePath, configuration } = application;
    const secret = secrets.applications.get(name);
    new k8s.KubeConfigMap(this, `configuration-${name}`, { metadata: { name, namespace }, data: configuration });
    const probe = { get: probePath, port: "http" } as const;
    return Workload.deployment(this, {
      name,
      namespace,
      component: "application",
      user: 1000,
      replicas: application.replicas,
      spreadOver:
        cluster.zones > 1 ? ["topology.kubernetes.io/zone", "kubernetes.io/hostname"] : ["kubernetes.io/hostname"],
      containers: [
        {
          name,
          image: application.image,
          envFrom: [name, ...(secret && secret.keys.length > 0 ? [secret] : [])],
          ports: { http: application.port },
          resources: application.resources,
          probes: { ready: probe, alive: probe, started: probe },
          mounts: [scratch("tmp", "/tmp", "64Mi")],
        },
      ],
      connectsTo: [
        ...(application.usesDatabase && database ? [database.endpoint] : []),
        ...(application.usesCache && cache ? [cache.endpoint] : []),
        ...callsOf(application),
      ],
      // The process reads its configuration only at its start.
      podAnnotations: { "checksum/configuration": checksum(configuration) },
      admits: cluster.ingress ? [{ ...cluster.ingress, port: "http" }] : [],
      // Time for the load balancers to learn of it and for requests to end.
      terminationGracePeriodSeconds: 45,
    });
  }

  private autoscaler({ name, replicas, cpuTargetPercent }: Application): void {
    if (replicas.minimum === replicas.maximum) return;
    new k8s.KubeHorizontalPodAutoscalerV2(this, `autoscaler-${name}`, {
      metadata: { name, namespace },
      spec: {
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name },
        minReplicas: replicas.minimum,
        maxReplicas: replicas.maximum,
        metrics: [
          {
            type: "Resource",
            resource: { name: "cpu", target: { type: "Utilization", averageUtilization: cpuTargetPercent } },
          },
        ],
        behavior: {
          scaleDown: { stabilizationWindowSeconds: 300, policies: [{ type: "Pods", value: 1, periodSeconds: 60 }] },
        },
      },
    });
  }

  private disruptionBudget(
    { name, maximumUnavailable }: Application,
    { selector }: { readonly selector: Labels },
  ): void {
    new k8s.KubePodDisruptionBudget(this, `budget-${name}`, {
      metadata: { name, namespace },
      spec: {
        maxUnavailable: k8s.IntOrString.fromNumber(maximumUnavailable),
        // A pod that is not ready helps nobody: it must not hold up a drain.
        unhealthyPodEvictionPolicy: "AlwaysAllow",
        selector: { matchLabels: selector },
      },
    });
  }
}
