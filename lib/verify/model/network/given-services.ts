import type { Cluster } from "../cluster.ts";
import type { Known } from "../manifest.ts";
import { podsOf } from "../pods/pods.ts";
import { readObject } from "../read-object.ts";

/** Something that a cluster has without an object that says so. */
export interface GivenService {
  readonly service: Known<"Service">;
  /** What answers where no pods of the objects do: `the kubelet of each node`. */
  readonly answers?: string;
  /** What discovery calls the kind of its endpoints. */
  readonly targetKind?: "Node";
  /** What answers there, as contracts call it. */
  readonly program?: string;
}

interface Port {
  readonly name: string;
  readonly port: number;
  readonly targetPort?: string;
  readonly protocol?: "UDP";
}

const service = (
  namespace: string,
  name: string,
  labels: Record<string, string>,
  ports: readonly Port[],
  selector?: Record<string, string>,
) =>
  readObject(
    {
      kind: "Service",
      apiVersion: "v1",
      metadata: { name, namespace, labels },
      spec: { ports, ...(selector && { selector, clusterIP: "None" }) },
    },
    { file: "" },
  )[0] as Known<"Service">;

/** The Service of the API server, which each cluster has. */
const apiServer: GivenService = {
  service: service("default", "kubernetes", { component: "apiserver", provider: "kubernetes" }, [
    { name: "https", port: 443 },
  ]),
  answers: "the API server",
  program: "kube-apiserver",
};

/**
 * Services that no object defines: that of the API server, and those that prometheus-operator keeps, of the kubelets and of the pods
 * that it makes.
 *
 * Source: prometheus-operator 0.94, pkg/kubelet/controller.go, BuildStatefulSetService.
 */
export const givenServices = (cluster: Cluster): readonly GivenService[] => cluster.derived(compute);

const compute = (cluster: Cluster): readonly GivenService[] => [
  ...fixedServices(cluster),
  ...operatedServices(cluster),
];

/** One for each kind in each namespace. */
const operatedServices = (cluster: Cluster): readonly GivenService[] =>
  (["Prometheus", "Alertmanager", "ThanosRuler"] as const).flatMap((kind) => {
    const { program, port, others } = operated[kind];
    const name = `${program}-operated`;
    const labels = { [`operated-${program}`]: "true", "managed-by": "prometheus-operator" };
    const first = new Map(cluster.all(kind).map((owner) => [owner.namespace ?? "default", owner]));
    return [...first]
      .filter(([namespace]) => cluster.find("Service", namespace, name) === undefined)
      .map(([namespace, { body }]) => {
        const { portName = "web" } = body.spec ?? {};
        const web = { name: portName, port, targetPort: portName };
        const all = [web, ...others, ...("thanos" in (body.spec ?? {}) ? [grpc] : [])];
        return { service: service(namespace, name, labels, all, { "app.kubernetes.io/name": program }) };
      });
  });

const grpc: Port = { name: "grpc", port: 10_901, targetPort: "grpc" };

const mesh: readonly Port[] = [
  { name: "tcp-mesh", port: 9094, targetPort: "mesh-tcp" },
  { name: "udp-mesh", port: 9094, targetPort: "mesh-udp", protocol: "UDP" },
];

const operated = {
  Prometheus: { program: "prometheus", port: 9090, others: [] },
  Alertmanager: { program: "alertmanager", port: 9093, others: mesh },
  ThanosRuler: { program: "thanos-ruler", port: 10_902, others: [grpc] },
} as const satisfies Record<string, { program: string; port: number; others: readonly Port[] }>;

function fixedServices(cluster: Cluster): readonly GivenService[] {
  const kubelets = podsOf(cluster).flatMap(({ spec }) =>
    (spec.containers ?? []).flatMap(({ args = [], command = [] }) =>
      [...command, ...args].flatMap((arg) => /^--kubelet-service=([^/]+)\/(.+)$/.exec(arg)?.slice(1) ?? []),
    ),
  );
  const [namespace, name] = kubelets;
  if (namespace === undefined || name === undefined) return [apiServer];
  const labels = {
    "k8s-app": "kubelet",
    "app.kubernetes.io/name": "kubelet",
    "app.kubernetes.io/managed-by": "prometheus-operator",
  };
  const ports = [
    { name: "https-metrics", port: 10_250 },
    { name: "http-metrics", port: 10_255 },
    { name: "cadvisor", port: 4194 },
  ];
  const kubelet: GivenService = {
    service: service(namespace, name, labels, ports),
    answers: "the kubelet of each node",
    targetKind: "Node",
    program: "kubelet",
  };
  return [apiServer, kubelet];
}
