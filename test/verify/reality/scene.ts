import type { KubernetesObject } from "../../live/kubectl.ts";

type Labels = Readonly<Record<string, string>>;

/** All ports at which each pod of a scene listens, whatever it declares. */
export const served = [8080, 8081, 8082] as const;

/** A pod as the scene knows it. */
export interface ScenePod {
  readonly name: string;
  /** The scene's own name of it; a cluster has it with `suffix`. */
  readonly namespace: "x" | "y" | "z";
  readonly labels: Labels;
  readonly ports: readonly { readonly name: string; readonly containerPort: number; readonly protocol?: string }[];
}

/** Few pods that differ in all that a policy can ask for; one name of a port means different numbers, or none. */
export const scenePods: readonly ScenePod[] = [
  pod("a", "x", { app: "a", tier: "front" }, { web: 8080, admin: 8081 }),
  pod("b", "x", { app: "b", tier: "back" }, { web: 8081, metrics: 8082 }),
  pod("a", "y", { app: "a", tier: "front" }, { web: 8080 }),
  pod("b", "y", { app: "b" }, { web: 8082 }),
  pod("c", "z", { app: "c", tier: "back" }, {}),
];

/** Namespaces and pods of one scene; several stand side by side in one cluster and do not touch one another. */
export class Scene {
  /** By `x/a`. */
  private readonly addresses: Readonly<Record<string, string>>;
  private readonly number: number;

  constructor(number: number, addresses: Readonly<Record<string, string>> = {}) {
    this.number = number;
    this.addresses = addresses;
  }

  /** The same scene where its pods have addresses. */
  at = (addresses: Readonly<Record<string, string>>): Scene => new Scene(this.number, addresses);

  namespace = (name: string): string => `verify-${name}${this.number}`;

  /** Of `x/a`. */
  address(pod: string): string {
    const found = this.addresses[pod];
    if (found === undefined) throw new Error(`${pod} has no address in scene ${this.number}`);
    return found;
  }

  namespaces(): KubernetesObject[] {
    return ["x", "y", "z"].map((name) => ({
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name: this.namespace(name), labels: own(name) },
    }));
  }

  /** Of a namespace, with the one that the API server gives it. */
  labelsOf = (name: string): Labels => ({ ...own(name), "kubernetes.io/metadata.name": this.namespace(name) });

  pods(container: Readonly<Record<string, unknown>> = {}): KubernetesObject[] {
    return scenePods.map(({ name, namespace, labels, ports }) => ({
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name, namespace: this.namespace(namespace), labels },
      spec: {
        terminationGracePeriodSeconds: 0,
        automountServiceAccountToken: false,
        containers: [{ name: "server", ...container, ports }],
      },
    }));
  }
}

const own = (name: string): Labels => ({ team: name, ...(name !== "z" && { stage: "test" }) });

function pod(
  name: string,
  namespace: ScenePod["namespace"],
  labels: ScenePod["labels"],
  named: Readonly<Record<string, number>>,
): ScenePod {
  const ports = Object.entries(named).map(([each, containerPort]) => ({ name: each, containerPort }));
  return { name, namespace, labels, ports };
}
