import * as fastapi from "../../imports/metrics/agentprovision.ts";
import * as opentelemetry from "../../imports/metrics/agentprovision-opentelemetry.ts";
import * as alertmanager from "../../imports/metrics/alertmanager.ts";
import * as cadvisor from "../../imports/metrics/cadvisor.ts";
import * as kubeStateMetrics from "../../imports/metrics/kube-state-metrics.ts";
import * as kubelet from "../../imports/metrics/kubelet.ts";
import * as nodeExporter from "../../imports/metrics/node-exporter.ts";
import * as postgresExporter from "../../imports/metrics/postgres-exporter.ts";
import * as prometheus from "../../imports/metrics/prometheus.ts";
import * as configReloader from "../../imports/metrics/prometheus-config-reloader.ts";
import * as prometheusOperator from "../../imports/metrics/prometheus-operator.ts";
import * as redisExporter from "../../imports/metrics/redis-exporter.ts";
import { type Family, type Labels, open } from "../promql/metric.ts";
import { circumstances } from "./circumstances.ts";
import { type Contract, familiesOf, type Recorded, withoutTarget } from "./contract.ts";
import { stateFlag, stateResources } from "./state-resources.ts";

const contract = (
  program: string,
  recorded: Recorded,
  more: Partial<
    Pick<Contract, "repositories" | "decisive" | "harmless" | "choice" | "flagFor" | "prefix" | "backend" | "own">
  > = {},
): Contract => {
  let families: Contract["families"] | undefined;
  return {
    program,
    source: recorded.source,
    repositories: more.repositories ?? [],
    decisive: more.decisive ?? /^$/,
    harmless: more.harmless ?? /^$/,
    ...(more.choice && { choice: more.choice }),
    flagFor: more.flagFor ?? (() => undefined),
    sometimes: circumstances[program] ?? /^$/,
    prefix: more.prefix,
    backend: more.backend ?? /^$/,
    // Nobody asks for all programs.
    get families() {
      families ??= familiesOf(recorded);
      return families;
    },
    own: more.own ?? withoutTarget(),
  };
};

const agent = withoutTarget(["instance", "job", "node"]);

/** cAdvisor names a container by labels of its own; the recording's monitor gave them Kubernetes' names. */
function cadvisorLabels(family: Family): Labels {
  const labels = agent(family);
  if (!family.series.startsWith("container_")) return labels;
  const { namespace, pod, container, ...others } = labels;
  return {
    ...others,
    id: open,
    image: open,
    name: open,
    ...(namespace && { container_label_io_kubernetes_pod_namespace: namespace }),
    ...(pod && { container_label_io_kubernetes_pod_name: pod }),
    ...(container && { container_label_io_kubernetes_container_name: container }),
  };
}

/** What kube-state-metrics says of objects keeps its own labels; only what it says of itself has its target's. */
const ofObjects = withoutTarget(["instance", "job"]);
const ofItself = withoutTarget();
const isOfObjects = (series: string) => series.startsWith("kube_") && !series.startsWith("kube_state_metrics_");

/** Flags of node-exporter that choose among devices, or leave out collectors of which the recording had nothing. */
const devices = new RegExp(
  `^--(collector\\.(${[
    "filesystem\\.((mount-points|fs-types)-exclude|ignored-(mount-points|fs-types))",
    "netclass\\.ignored-devices",
    "(netdev|diskstats)\\.device-(exclude|include)",
  ].join("|")})=|no-collector\\.(${[
    ...["bcache", "bonding", "btrfs", "edac", "fibrechannel", "hwmon", "infiniband", "ipvs", "mdadm", "nfsd?", "nvme"],
    ...["powersupplyclass", "rapl", "tapestats", "thermal_zone", "watchdog", "wifi", "xfs", "zfs"],
  ].join("|")})$)`,
);

/** All contracts. */
export const contracts: readonly Contract[] = [
  contract("agentprovision", fastapi, { repositories: ["agentprovision"] }),
  contract("agentprovision-opentelemetry", opentelemetry),
  contract("alertmanager", alertmanager, {
    prefix: "alertmanager_",
    repositories: ["prom/alertmanager"],
    decisive: /^--enable-feature/,
  }),
  contract("cadvisor", cadvisor, {
    prefix: "container_",
    repositories: ["cadvisor/cadvisor"],
    decisive: /^--?(store_container_labels|whitelisted_container_labels|enable_metrics|disable_metrics)=/,
    own: cadvisorLabels,
  }),
  contract("kube-state-metrics", kubeStateMetrics, {
    prefix: "kube_",
    decisive: /^--(metric-(allow|deny|opt-in-)list|custom-resource-state-config)/,
    choice: stateResources,
    flagFor: stateFlag,
    own: (family) => (isOfObjects(family.series) ? ofObjects : ofItself)(family),
  }),
  contract("kubelet", kubelet, { prefix: "kubelet_", own: withoutTarget(["instance", "job", "node"]) }),
  contract("node-exporter", nodeExporter, {
    prefix: "node_",
    repositories: ["prom/node-exporter"],
    decisive: /^--(no-)?collector\./,
    harmless: devices,
    own: agent,
  }),
  contract("postgres-exporter", postgresExporter, {
    prefix: "pg_",
    decisive: /^--(no-)?(collector|disable|auto-discover|exclude)/,
    backend: /^PostgreSQL \d+/,
    own: withoutTarget(["instance", "job"]),
  }),
  contract("prometheus", prometheus, {
    prefix: "prometheus_",
    repositories: ["prom/prometheus"],
    decisive: /^--enable-feature/,
  }),
  contract("prometheus-config-reloader", configReloader, { prefix: "reloader_" }),
  contract("prometheus-operator", prometheusOperator, { prefix: "prometheus_operator_" }),
  contract("redis-exporter", redisExporter, {
    prefix: "redis_",
    repositories: ["oliver006/redis_exporter"],
    decisive: /^--(?!web\.)/,
    backend: /^Redis \d+\.\d+/,
    own: withoutTarget(["instance", "job"]),
  }),
];

const byLongestPrefix = contracts
  .flatMap((each) => (each.prefix === undefined ? [] : { contract: each, prefix: each.prefix }))
  .sort((one, other) => other.prefix.length - one.prefix.length);

/** The contract of the program to which a name surely belongs: `prometheus_operator_` is longer than `prometheus_`. */
export const contractOwning = (series: string): Contract | undefined =>
  byLongestPrefix.find(({ prefix }) => series.startsWith(prefix))?.contract;
