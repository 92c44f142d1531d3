import type { Environment } from "../../lib/environments/environment.ts";
import { Cluster } from "../../lib/verify/model/cluster.ts";
import { connection, peerSelects } from "../../lib/verify/model/network/network.ts";
import {
  type Direction,
  type PolicyPort,
  type PolicyRule,
  policiesOf,
  policiesOn,
} from "../../lib/verify/model/network/policies.ts";
import type { Pods as PodsOfCluster } from "../../lib/verify/model/pods/pod.ts";
import { readObject } from "../../lib/verify/model/read-object.ts";
import { allOf, type Pods } from "./rendered.ts";

/** Pods as policies see them. */
export type Node = Pick<Pods, "name" | "namespace" | "labels">;

const world = { complete: true };

/** What an environment's policies let through, as verify judges it: both sides must agree where both are pods. */
export class Reachability {
  private readonly cluster: Cluster;
  private readonly pods = new Map<Node, PodsOfCluster>();

  constructor(environment: Environment) {
    const objects = [...allOf(environment, "NetworkPolicy"), ...allOf(environment, "Namespace")];
    this.cluster = new Cluster(objects.flatMap((each) => readObject(each, { file: environment.name })));
  }

  /** Ports at which one pod reaches another, as `8000` or `9094/UDP`, among those that any policy names. */
  between(from: Node, to: Node): string[] {
    const ends = [from, to].map((node) => ({ kind: "pods" as const, pods: this.podsOf(node) }));
    const [source, target] = ends;
    const named = policiesOf(this.cluster).flatMap(({ rules }) => [...rules.egress, ...rules.ingress].flatMap(portsOf));
    const ports = new Map(named.map((port) => [portName(port), port]));
    return [...ports]
      .filter(([, { port, protocol = "TCP" }]) => {
        if (!source || !target || typeof port !== "number") return false;
        return connection(this.cluster, world, source, target, { number: port, protocol }).answer === "yes";
      })
      .map(([name]) => name)
      .sort();
  }

  /** Address ranges that a pod reaches, as `10.0.0.0/8:443`. */
  addressesFrom(from: Node): string[] {
    return this.rules(from, "egress").flatMap((rule) =>
      (rule.peers ?? []).flatMap(({ ipBlock }) =>
        ipBlock
          ? portsOf(rule).map((port) => `${ipBlock.cidr}${ipBlock.except ? " but private" : ""}:${portName(port)}`)
          : [],
      ),
    );
  }

  /** Others than the platform's own pods that reach a pod, as `NAMESPACE labels:PORT` or `CIDR:PORT`. */
  strangersTo(to: Node, own: readonly Node[]): string[] {
    return this.rules(to, "ingress").flatMap((rule) =>
      (rule.peers ?? [])
        .filter((peer) =>
          own.every((node) => peerSelects(this.cluster, world, to.namespace, peer, this.podsOf(node)) !== "yes"),
        )
        .flatMap((peer) => portsOf(rule).map((port) => `${JSON.stringify(peer)}:${portName(port)}`)),
    );
  }

  /** Whether any policy selects the pod in a direction: otherwise everything is let through. */
  isBound(pod: Node, direction: Direction): boolean {
    return policiesOn(this.cluster, this.podsOf(pod)).some(({ directions }) => directions.includes(direction));
  }

  private rules(pod: Node, direction: Direction): readonly PolicyRule[] {
    return policiesOn(this.cluster, this.podsOf(pod))
      .filter(({ directions }) => directions.includes(direction))
      .flatMap(({ rules }) => rules[direction]);
  }

  private podsOf(node: Node): PodsOfCluster {
    const found = this.pods.get(node) ?? podsOf(node);
    this.pods.set(node, found);
    return found;
  }
}

function podsOf({ name, namespace, labels }: Node): PodsOfCluster {
  const [owner] = readObject(
    { apiVersion: "apps/v1", kind: "Deployment", metadata: { name, namespace } },
    { file: "" },
  );
  // Of several pods alike each reaches the others by their policies only.
  return {
    owner: owner as PodsOfCluster["owner"],
    namespace,
    labels,
    annotations: {},
    spec: {},
    field: "",
    replicas: 2,
  };
}

const portsOf = ({ ports = [] }: PolicyRule): readonly PolicyPort[] => ports;

const portName = ({ port, protocol = "TCP" }: PolicyPort) =>
  protocol === "TCP" ? String(port) : `${port}/${protocol}`;
