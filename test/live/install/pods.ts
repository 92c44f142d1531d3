import { ownNamespaces } from "../cluster.ts";
import type { Kubectl, KubernetesObject } from "../kubectl.ts";
import { nameOf } from "../rendered.ts";

/** As much of a pod as the run looks at. */
export interface Pod extends KubernetesObject {
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly uid: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly deletionTimestamp?: string;
  };
  readonly spec: {
    readonly hostNetwork?: boolean;
    readonly containers: readonly {
      readonly name: string;
      readonly image: string;
      readonly ports?: readonly {
        readonly name?: string;
        readonly containerPort: number;
        readonly protocol?: string;
      }[];
    }[];
  };
  readonly status: {
    readonly phase: string;
    readonly podIP?: string;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
    readonly containerStatuses?: readonly ContainerStatus[];
  };
}

interface ContainerStatus {
  readonly name: string;
  readonly restartCount: number;
  readonly state: { readonly waiting?: { readonly reason?: string; readonly message?: string } };
  readonly lastState?: { readonly terminated?: { readonly exitCode: number; readonly reason?: string } };
}

/** All pods in the namespaces of the run. */
export const pods = async (kubectl: Kubectl): Promise<Pod[]> =>
  (await Promise.all(ownNamespaces.map((namespace) => kubectl.list<Pod>("pods", namespace)))).flat();

export const isReady = ({ status }: Pod): boolean =>
  status.conditions?.some(({ type, status }) => type === "Ready" && status === "True") ?? false;

/** What keeps a pod from being ready, in the kubelet's words. */
export const complaint = (pod: Pod): string =>
  `${nameOf(pod)}: ${pod.status.containerStatuses?.map(({ state: { waiting } }) => waiting?.message ?? waiting?.reason ?? "").join(" ") || pod.status.phase}`;

/** Whether a pod waits for an image that is not to be had. */
export const lacksImage = ({ status: { containerStatuses = [] } }: Pod): boolean =>
  containerStatuses.some(({ state }) => /ImagePull/.test(state.waiting?.reason ?? ""));

/** How many pods each controller wants, by the start of their names. */
export function wanted(objects: readonly KubernetesObject[]): { prefix: string; namespace: string; least: number }[] {
  return objects.flatMap(({ kind, metadata, spec }) => {
    const { replicas = 1 } = (spec ?? {}) as { replicas?: number };
    const namespace = metadata.namespace ?? "";
    if (["Deployment", "DaemonSet", "StatefulSet"].includes(kind))
      return [{ prefix: `${metadata.name}-`, namespace, least: replicas }];
    if (["Prometheus", "Alertmanager"].includes(kind))
      return [{ prefix: `${kind.toLowerCase()}-${metadata.name}-`, namespace, least: replicas }];
    return [];
  });
}
