import type { Cluster } from "./cluster.ts";
import type { Known } from "./manifest.ts";
import { podsOf } from "./pods.ts";
import { readObject } from "./read-object.ts";

/** Something that a cluster has without an object that says so. */
export interface GivenService {
  readonly service: Known<"Service">;
  /** What answers: `the kubelet of each node`. */
  readonly answers: string;
  /** What discovery calls the kind of its endpoints. */
  readonly targetKind?: "Node";
  /** What answers, as contracts call it. */
  readonly program: string;
}

const service = (namespace: string, name: string, labels: Record<string, string>, ports: Record<string, number>) =>
  readObject(
    {
      kind: "Service",
      apiVersion: "v1",
      metadata: { name, namespace, labels },
      spec: { ports: Object.entries(ports).map(([name, port]) => ({ name, port })) },
    },
    { file: "" },
  )[0] as Known<"Service">;

/** The Service of the API server, which each cluster has. */
const apiServer: GivenService = {
  service: service("default", "kubernetes", { component: "apiserver", provider: "kubernetes" }, { https: 443 }),
  answers: "the API server",
  program: "kube-apiserver",
};

/**
 * Services that no object defines: that of the API server, and the one that prometheus-operator keeps for the kubelets.
 *
 * Source: prometheus-operator 0.94, pkg/kubelet/controller.go.
 */
export const givenServices = (cluster: Cluster): readonly GivenService[] => cluster.derived(compute);

function compute(cluster: Cluster): readonly GivenService[] {
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
  const ports = { "https-metrics": 10_250, "http-metrics": 10_255, cadvisor: 4194 };
  const kubelet: GivenService = {
    service: service(namespace, name, labels, ports),
    answers: "the kubelet of each node",
    targetKind: "Node",
    program: "kubelet",
  };
  return [apiServer, kubelet];
}
