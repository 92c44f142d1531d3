import type { Cidr, Cluster } from "../../lib/environments/environment.ts";
import { namespaces } from "../../lib/platform/namespaces.ts";
import { outsideNamespace, userLabels } from "./environment.ts";
import type { Kubectl, KubernetesObject } from "./kubectl.ts";

interface Node extends KubernetesObject {
  readonly spec: { readonly podCIDR?: string };
  readonly status: {
    readonly addresses: readonly { readonly type: string; readonly address: string }[];
    readonly nodeInfo: { readonly kubeletVersion: string; readonly containerRuntimeVersion: string };
  };
}

/** All namespaces that a run makes; faults have one of their own. */
export const ownNamespaces: readonly string[] = [
  ...Object.values(namespaces).map(({ name }) => name),
  outsideNamespace,
  "record",
];

/** What a run makes beside its namespaces, and an aborted one leaves: those in which verify is put to the test, and a Node without a machine. */
const isTrial = (namespace: string): boolean => namespace.startsWith("verify-");
const absentNode = "absent";

/** What a new cluster has: kind's, k3d's and minikube's too. */
const usual = /^(default|kube-.*|local-path-storage)$/;
const mostNodes = 5;

/**
 * Makes sure that nothing of value is in the cluster: a run deletes whole namespaces.
 *
 * @throws Error that says what was found and how to go on nevertheless.
 */
export async function requireDisposable(kubectl: Kubectl): Promise<void> {
  if (process.env["LIVE_CLUSTER"] === "disposable") return;
  const found = (await kubectl.list<KubernetesObject>("namespaces")).map(({ metadata: { name } }) => name);
  // A run makes its own namespace first: the platform without it is somebody's.
  const ofRun = found.includes(outsideNamespace) ? ownNamespaces : [];
  const foreign = found.filter(
    (name) => !usual.test(name) && !ofRun.includes(name) && !(ofRun.length > 0 && isTrial(name)),
  );
  const nodes = await kubectl.list<Node>("nodes");
  const reasons = [
    ...(foreign.length > 0 ? [`it has the namespaces ${foreign.join(", ")}`] : []),
    ...(nodes.length > mostNodes ? [`it has ${nodes.length} nodes`] : []),
  ];
  if (reasons.length > 0)
    throw new Error(
      `the cluster behind KUBECONFIG does not look disposable: ${reasons.join(" and ")}. Use another, or set LIVE_CLUSTER=disposable if all of it may be lost`,
    );
}

/** Takes away what an earlier run has left. */
export async function clearCluster(kubectl: Kubectl): Promise<void> {
  const found = (await kubectl.list<KubernetesObject>("namespaces")).map(({ metadata: { name } }) => name);
  const namespaces = [...ownNamespaces, ...found.filter(isTrial)];
  await kubectl.run(["delete", "node", absentNode, "--ignore-not-found"]);
  await kubectl.run(["delete", "namespace", ...namespaces, "--ignore-not-found", "--timeout=300s"]);
}

/** What an environment must know of a cluster, asked from the cluster itself. */
export async function clusterOf(kubectl: Kubectl): Promise<Cluster> {
  const nodes = await kubectl.list<Node>("nodes");
  const addresses = nodes.flatMap(({ status }) =>
    status.addresses.filter(({ type }) => type === "InternalIP").map(({ address }) => address),
  );
  const api = await kubectl.get<{
    ports: { port: number }[];
    endpoints: { addresses: string[] }[];
  }>("endpointslice", "kubernetes", "default");
  const kubernetes = await kubectl.get<{ spec: { clusterIP: string } }>("service", "kubernetes", "default");
  const names = await kubectl.get<{ spec: { selector: Record<string, string> } }>("service", "kube-dns", "kube-system");
  const version = await kubectl.json<{ serverVersion: { major: string; minor: string } }>(["version"]);
  return {
    name: "live",
    kubernetesVersion: `1.${Number.parseInt(version.serverVersion.minor, 10)}`,
    url: "https://kubernetes.live.agentprovision.example",
    apiServer: {
      cidrs: some(api.endpoints.flatMap((each) => each.addresses).map(alone)),
      port: api.ports[0]?.port ?? 0,
    },
    nodeCidrs: some(addresses.map(alone)),
    podCidrs: some(await podCidrs(kubectl, nodes)),
    serviceCidrs: [wide(kubernetes.spec.clusterIP)],
    dns: { namespace: "kube-system", labels: names.spec.selector },
    ingress: { namespace: outsideNamespace, labels: userLabels },
    networkPlugin: "kube-router",
    maximumNodes: nodes.length,
    zones: new Set(nodes.map(zoneOf)).size,
    storageClass: await defaultStorageClass(kubectl),
  };
}

/** The programs of the cluster itself, with their versions. */
export async function clusterVersions(kubectl: Kubectl): Promise<[string, string][]> {
  const [node] = await kubectl.list<Node>("nodes");
  const { kubeletVersion = "", containerRuntimeVersion = "" } = node?.status.nodeInfo ?? {};
  return [
    ["Kubernetes", kubeletVersion],
    ["container runtime", containerRuntimeVersion],
  ];
}

/** Where a cluster does not say, the addresses that its pods have. */
async function podCidrs(kubectl: Kubectl, nodes: readonly Node[]): Promise<Cidr[]> {
  const said = nodes.flatMap(({ spec: { podCIDR } }) => (podCIDR === undefined ? [] : [podCIDR as Cidr]));
  if (said.length > 0) return said;
  const pods = await kubectl.list<{ spec: { hostNetwork?: boolean }; status: { podIP?: string } }>("pods");
  const addresses = pods.flatMap(({ spec, status: { podIP } }) => (spec.hostNetwork || !podIP ? [] : [podIP]));
  return [...new Set(addresses.map(wide))];
}

async function defaultStorageClass(kubectl: Kubectl): Promise<string> {
  const classes = await kubectl.list<{ metadata: { name: string; annotations?: Record<string, string> } }>(
    "storageclasses",
  );
  const found = classes.find(
    ({ metadata: { annotations } }) => annotations?.["storageclass.kubernetes.io/is-default-class"] === "true",
  );
  if (found === undefined) throw new Error("the cluster has no default StorageClass: Postgres needs a volume");
  return found.metadata.name;
}

const zoneOf = ({ metadata }: Node) =>
  (metadata["labels"] as Record<string, string> | undefined)?.["topology.kubernetes.io/zone"];

const alone = (address: string) => `${address}/32` as Cidr;

const wide = (address: string) => `${address.split(".").slice(0, 2).join(".")}.0.0/16` as Cidr;

function some<T>(all: readonly T[]): [T, ...T[]] {
  const [first, ...rest] = all;
  if (first === undefined) throw new Error("the cluster does not say its addresses");
  return [first, ...rest];
}
