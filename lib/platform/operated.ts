import type { Construct } from "constructs";
import { type Endpoint, type Labels, Peer, type Port } from "../kubernetes/peer.ts";
import { type Resources, total } from "../kubernetes/resources.ts";

/** The side-car that the operator puts into each of its pods. */
export const reloader = { cpu: "10m", memory: "48Mi" } as const;

/** The ports of the pods that the operator makes. */
export const operatedPorts = {
  prometheus: { name: "web", number: 9090 },
  alertmanager: { name: "web", number: 9093 },
  meshTcp: { name: "mesh-tcp", number: 9094 },
  meshUdp: { name: "mesh-udp", number: 9094, protocol: "UDP" },
  reloader: { name: "reloader-web", number: 8080 },
} as const satisfies Readonly<Record<string, Port>>;

/** The Secret with Alertmanager's base configuration, to which the operator adds the AlertmanagerConfigs. */
export const alertmanagerBase = "alertmanager-base";

/** Labels that the operator gives to pods and to their Service `prometheus-operated` or `alertmanager-operated`. */
export const operatedLabels = (kind: "prometheus" | "alertmanager", name: string): Labels => ({
  "app.kubernetes.io/name": kind,
  "app.kubernetes.io/instance": name,
});

/** The pods that the operator makes from a Prometheus or an Alertmanager. */
export const operatedPeer = (
  scope: Construct,
  {
    kind,
    name,
    namespace,
    replicas,
    resources,
    connectsTo,
  }: {
    readonly kind: "prometheus" | "alertmanager";
    readonly name: string;
    readonly namespace: string;
    readonly replicas: number;
    readonly resources: Resources;
    readonly connectsTo: readonly Endpoint[];
  },
): Peer =>
  new Peer(scope, `peer-${kind}`, {
    name: kind,
    namespace,
    selector: operatedLabels(kind, name),
    connectsTo,
    footprint: { pods: replicas, ...total([resources, reloader]) },
  });
