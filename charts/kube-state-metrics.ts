import type { Construct } from "constructs";
import type { Environment } from "../lib/environments/environment.ts";
import { Monitor } from "../lib/kubernetes/monitor.ts";
import type { k8s } from "../lib/kubernetes/objects.ts";
import { Workload } from "../lib/kubernetes/workload.ts";
import { kubernetes } from "../lib/mixins/kubernetes/index.ts";
import { image } from "../lib/platform/images.ts";
import { namespaces } from "../lib/platform/namespaces.ts";
import { apiServer } from "../lib/platform/outside.ts";
import { PlatformChart } from "../lib/platform/platform-chart.ts";
import { scrapingOf, speaksOf } from "../lib/platform/scraping.ts";

const namespace = namespaces.monitoring.name;

/** The state of the cluster's objects as series. */
export class KubeStateMetrics extends PlatformChart {
  override readonly mixins = [kubernetes];

  constructor(scope: Construct, environment: Environment) {
    super(scope, "kube-state-metrics", "platform");
    const workload = Workload.deployment(this, {
      name: "kube-state-metrics",
      namespace,
      component: "exporter",
      user: 65534,
      containers: [
        {
          name: "kube-state-metrics",
          image: image("kube-state-metrics"),
          args: ["--port=8080", "--telemetry-port=8081", `--resources=${resourcesOf(watched).join(",")}`],
          ports: { metrics: 8080, telemetry: 8081 },
          resources: { cpu: "20m", memory: "64Mi", memoryLimit: "256Mi" },
          probes: { ready: { get: "/readyz", port: "telemetry" }, alive: { get: "/livez", port: "metrics" } },
        },
      ],
      connectsTo: [apiServer(environment.cluster)],
      apiAccess: Object.entries(watched).map(
        ([group, resources]): k8s.PolicyRule => ({
          apiGroups: [group],
          resources: [...resources],
          verbs: ["list", "watch"],
        }),
      ),
      // Two would give each series twice.
      strategy: "Recreate",
    });
    workload.service();
    new Monitor(this, {
      name: "kube-state-metrics",
      namespace,
      service: { namespace, labels: workload.selector },
      target: workload.peer.endpoint({ name: "metrics", number: 8080 }, { name: "telemetry", number: 8081 }),
      endpoints: [
        // Its series speak of other objects: its own pod's labels would lie where an object has none.
        { port: "metrics", honorLabels: true, relabelings: speaksOf("kube-state-metrics") },
        { port: "telemetry" },
      ],
      scraping: scrapingOf(environment),
    });
  }
}

/** What rules and dashboards ask for; Secrets and ConfigMaps are left out on purpose. */
const watched = {
  "": [
    "limitranges",
    "namespaces",
    "nodes",
    "persistentvolumeclaims",
    "persistentvolumes",
    "pods",
    "resourcequotas",
    "services",
  ],
  apps: ["daemonsets", "deployments", "replicasets", "statefulsets"],
  autoscaling: ["horizontalpodautoscalers"],
  batch: ["cronjobs", "jobs"],
  policy: ["poddisruptionbudgets"],
} as const;

const resourcesOf = (groups: Readonly<Record<string, readonly string[]>>) => Object.values(groups).flat().sort();
