import type { PodSpec, Pods } from "./pod.ts";
import { containersOf } from "./pods.ts";

/** A port of its node that each of some pods takes. */
export interface HostPort {
  readonly field: string;
  /** The container that takes it. */
  readonly container: string;
  readonly number: number;
  readonly protocol: string;
  /** The node's address at which it is taken; `0.0.0.0` for all. */
  readonly address: string;
}

/** The ports of containers that run for as long as the pod. Source: GetHostPorts in Kubernetes 1.34, pkg/scheduler/util/utils.go. */
export const hostPortsOf = ({ spec, field }: Pods): readonly HostPort[] =>
  containersOf(spec)
    .filter((each) => !each.field.startsWith("init") || each.container.restartPolicy === "Always")
    .flatMap(({ container, field: below }) =>
      (container.ports ?? []).flatMap((port, index): readonly HostPort[] => {
        // With the host's network a container's port is the node's.
        const number = port.hostPort || (spec.hostNetwork ? port.containerPort : undefined) || 0;
        if (number === 0) return [];
        const { protocol = "TCP", hostIP } = port;
        const place = `${field}.${below}.ports[${index}].hostPort`;
        return [{ field: place, container: container.name ?? "", number, protocol, address: hostIP || "0.0.0.0" }];
      }),
    );

/** Whether a node has no room for both. Source: HostPortInfo.CheckConflict in k8s.io/kube-scheduler 0.34, framework/types.go. */
export const exclude = (a: HostPort, b: HostPort): boolean =>
  a.number === b.number &&
  a.protocol === b.protocol &&
  (a.address === b.address || [a.address, b.address].includes("0.0.0.0"));

/** Whether pods want or have some nodes only. */
export const isChoosy = ({ nodeSelector, affinity, nodeName, schedulerName = "default-scheduler" }: PodSpec): boolean =>
  [nodeSelector, affinity, nodeName].some((each) => each !== undefined) || schedulerName !== "default-scheduler";

/** Whether pods may run on nodes from which others are kept. */
export const toleratesMore = ({ tolerations = [] }: PodSpec, { tolerations: others = [] }: PodSpec): boolean =>
  tolerations.some((each) => !others.some((other) => JSON.stringify(each) === JSON.stringify(other)));
