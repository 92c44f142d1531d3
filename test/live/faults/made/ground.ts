import type { KubernetesObject } from "../../kubectl.ts";
import type { Platform } from "../../record/platform.ts";
import { provoked } from "../../record/states/ground.ts";
import { namespace, pod, type State } from "../../record/states/state.ts";
import { refusing } from "./refused.ts";

const inRecord = { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } } };
const policy = (at: string, name: string, spec: object): KubernetesObject => ({
  apiVersion: "networking.k8s.io/v1",
  kind: "NetworkPolicy",
  metadata: { name, namespace: at },
  spec,
});

/** What faults stand on: a namespace that Prometheus may scrape, and from which the data services may be reached; a receiver that refuses. */
export const ground: readonly KubernetesObject[] = [
  ...provoked,
  ...refusing,
  policy("monitoring", "live-faults", {
    podSelector: { matchLabels: { "app.kubernetes.io/name": "prometheus" } },
    policyTypes: ["Egress"],
    egress: [{ to: [inRecord] }],
  }),
  policy("agentprovision", "live-faults", {
    podSelector: {},
    policyTypes: ["Ingress"],
    ingress: [{ from: [inRecord] }],
  }),
];

/** The objects of a state that is also recorded. */
export function objectsOf(states: readonly State[], name: string): readonly KubernetesObject[] {
  const found = states.find((each) => each.name === name);
  if (found === undefined) throw new Error(`there is no state "${name}"`);
  return found.objects ?? [];
}

/** A Service with a monitor of its own, for pods with the label `app`. */
export const monitored = (name: string, port: number, endpoint: object = {}, spec: object = {}): KubernetesObject[] => [
  {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name, namespace, labels: { app: name } },
    spec: {
      selector: { app: name },
      publishNotReadyAddresses: true,
      ports: [{ name: "metrics", port, targetPort: port }],
    },
  },
  {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "ServiceMonitor",
    metadata: { name, namespace },
    spec: {
      selector: { matchLabels: { app: name } },
      endpoints: [{ port: "metrics", interval: "15s", ...endpoint }],
      ...spec,
    },
  },
];

/** The same object with a label by which a Service finds it. */
export const labelled = (object: KubernetesObject): KubernetesObject => ({
  ...object,
  metadata: { ...object.metadata, labels: { app: object.metadata.name } },
});

/** A pod that runs a Python text, as the application's image can. */
export const pythonPod = (
  platform: Platform,
  name: string,
  text: string,
  ...args: readonly string[]
): KubernetesObject => {
  const { image } = platform.container("Deployment", "agentprovision");
  return labelled(pod(name, withScratch({ name: "main", image, command: ["python3", "-c", text, ...args] }), scratch));
};

/** A place for the files that `touch` makes. */
export const scratch = { volumes: [{ name: "scratch", emptyDir: {} }] };
export const withScratch = (container: object) => ({
  ...container,
  volumeMounts: [{ name: "scratch", mountPath: "/tmp" }],
});

/** What tells a pod of ours that its fault begins or is over. */
export const touch = (name: string, file: string, container = "main"): string[] => [
  ...["exec", "--namespace", namespace, name, "--container", container, "--"],
  ...["python3", "-c", `open("/tmp/${file}", "w").close()`],
];
