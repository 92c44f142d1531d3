import type { Construct } from "constructs";
import type { Environment } from "../lib/environments/environment.ts";
import { Monitor } from "../lib/kubernetes/monitor.ts";
import type { k8s } from "../lib/kubernetes/objects.ts";
import { Workload } from "../lib/kubernetes/workload.ts";
import { operator } from "../lib/mixins/operator/index.ts";
import { image } from "../lib/platform/images.ts";
import { namespaces } from "../lib/platform/namespaces.ts";
import { reloader } from "../lib/platform/operated.ts";
import { apiServer } from "../lib/platform/outside.ts";
import { PlatformChart } from "../lib/platform/platform-chart.ts";
import { scrapingOf } from "../lib/platform/scraping.ts";

const namespace = namespaces.monitoring.name;

/** The operator that makes pods and configuration of Prometheus, Alertmanager, monitors and rules. */
export class PrometheusOperator extends PlatformChart {
  override readonly mixins = [operator];

  constructor(scope: Construct, environment: Environment) {
    super(scope, "prometheus-operator", "operator");
    const workload = Workload.deployment(this, {
      name: "prometheus-operator",
      namespace,
      component: "operator",
      user: 65534,
      containers: [
        {
          name: "prometheus-operator",
          image: image("prometheus-operator"),
          args: flags,
          env: { GOGC: "30" },
          ports: { http: 8080 },
          resources: { cpu: "50m", memory: "128Mi", memoryLimit: "256Mi" },
          probes: { ready: { get: "/healthz", port: "http" }, alive: { get: "/healthz", port: "http" } },
        },
      ],
      connectsTo: [apiServer(environment.cluster)],
      apiAccess: permissions,
    });
    workload.accept("clusterrole", "role-reads-all-secrets", "monitors of any namespace may name Secrets of theirs");
    workload.service();
    new Monitor(this, {
      name: "prometheus-operator",
      namespace,
      service: { namespace, labels: workload.selector },
      target: workload.endpoint("http"),
      endpoints: [{ port: "http" }],
      scraping: scrapingOf(environment),
    });
  }
}

const flags = [
  // It keeps the Service and the addresses of all kubelets, for the monitor of volumes.
  "--kubelet-service=kube-system/kubelet",
  "--kubelet-endpoints=false",
  "--kubelet-endpointslice=true",
  `--prometheus-config-reloader=${image("prometheus-config-reloader")}`,
  `--config-reloader-cpu-request=${reloader.cpu}`,
  "--config-reloader-cpu-limit=0",
  `--config-reloader-memory-request=${reloader.memory}`,
  `--config-reloader-memory-limit=${reloader.memory}`,
  // Other namespaces may hold monitors and rules, but no Prometheus of their own.
  `--prometheus-instance-namespaces=${namespace}`,
  `--alertmanager-instance-namespaces=${namespace}`,
  `--thanos-ruler-instance-namespaces=${namespace}`,
];

/** What the operator does with which kinds, as its documentation lists it. */
const permissions: readonly k8s.PolicyRule[] = [
  {
    apiGroups: ["monitoring.coreos.com"],
    resources: [
      "alertmanagers",
      "alertmanagers/finalizers",
      "alertmanagers/status",
      "alertmanagerconfigs",
      "alertmanagerconfigs/status",
    ].concat(
      [
        "prometheuses",
        "prometheuses/finalizers",
        "prometheuses/status",
        "prometheusagents",
        "prometheusagents/finalizers",
        "prometheusagents/status",
      ],
      [
        "thanosrulers",
        "thanosrulers/finalizers",
        "thanosrulers/status",
        "scrapeconfigs",
        "scrapeconfigs/status",
        "servicemonitors",
        "servicemonitors/status",
      ],
      ["podmonitors", "podmonitors/status", "probes", "probes/status", "prometheusrules", "prometheusrules/status"],
    ),
    verbs: ["*"],
  },
  { apiGroups: ["apps"], resources: ["statefulsets", "daemonsets"], verbs: ["*"] },
  { apiGroups: [""], resources: ["configmaps", "secrets"], verbs: ["*"] },
  { apiGroups: [""], resources: ["pods"], verbs: ["list", "delete"] },
  { apiGroups: [""], resources: ["services", "services/finalizers"], verbs: ["get", "create", "update", "delete"] },
  { apiGroups: [""], resources: ["nodes"], verbs: ["list", "watch"] },
  { apiGroups: [""], resources: ["namespaces"], verbs: ["get", "list", "watch"] },
  { apiGroups: ["", "events.k8s.io"], resources: ["events"], verbs: ["create", "patch"] },
  { apiGroups: ["storage.k8s.io"], resources: ["storageclasses"], verbs: ["get"] },
  {
    apiGroups: ["discovery.k8s.io"],
    resources: ["endpointslices"],
    verbs: ["get", "create", "list", "watch", "update", "delete"],
  },
];
