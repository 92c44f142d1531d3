import type { Environment } from "../../lib/environments/environment.ts";
import type { k8s } from "../../lib/kubernetes/objects.ts";
import type { Labels } from "../../lib/kubernetes/peer.ts";
import { allOf, type Kinds, type Manifest, type Plain, type Pods, selects } from "./rendered.ts";

type Policy = Manifest & Kinds["NetworkPolicy"];
type PolicyPeer = Plain<k8s.NetworkPolicyPeer>;
type PolicyPort = Plain<k8s.NetworkPolicyPort>;
type Rule = { readonly peers: readonly PolicyPeer[]; readonly ports: readonly PolicyPort[] };

/** Pods as policies see them. */
export type Node = Pick<Pods, "name" | "namespace" | "labels">;

/** What policies let through, as a network plug-in decides it: both sides must agree where both are pods. */
export class Reachability {
  private readonly policies: readonly Policy[];
  private readonly namespaces: ReadonlyMap<string, Labels>;

  constructor(environment: Environment) {
    this.policies = allOf(environment, "NetworkPolicy");
    // The API server gives each namespace its name as a label.
    this.namespaces = new Map(
      allOf(environment, "Namespace").map(({ metadata: { name, labels } }) => [
        name,
        { ...labels, "kubernetes.io/metadata.name": name },
      ]),
    );
  }

  /** Ports at which one pod reaches another, as `8000` or `9094/UDP`. */
  between(from: Node, to: Node): string[] {
    const open = (rules: readonly Rule[], other: Node) =>
      rules
        .filter(({ peers }) => peers.some((peer) => this.means(peer, other)))
        .flatMap(({ ports }) => ports.map(portName));
    const admitted = new Set(open(this.rules(to, "Ingress"), from));
    return [...new Set(open(this.rules(from, "Egress"), to))].filter((port) => admitted.has(port)).sort();
  }

  /** Address ranges that a pod reaches, as `10.0.0.0/8:443`. */
  addressesFrom(from: Node): string[] {
    return this.rules(from, "Egress").flatMap(({ peers, ports }) =>
      peers.flatMap(({ ipBlock }) =>
        ipBlock ? ports.map((port) => `${ipBlock.cidr}${ipBlock.except ? " but private" : ""}:${portName(port)}`) : [],
      ),
    );
  }

  /** Others than the platform's own pods that reach a pod, as `NAMESPACE labels:PORT` or `CIDR:PORT`. */
  strangersTo(to: Node, own: readonly Node[]): string[] {
    return this.rules(to, "Ingress").flatMap(({ peers, ports }) =>
      peers
        .filter((peer) => !own.some((node) => this.means(peer, node)))
        .flatMap((peer) => ports.map((port) => `${JSON.stringify(peer)}:${portName(port)}`)),
    );
  }

  /** Whether any policy selects the pod in a direction: otherwise everything is let through. */
  isBound(pod: Node, direction: "Egress" | "Ingress"): boolean {
    return this.selecting(pod, direction).length > 0;
  }

  private rules(pod: Node, direction: "Egress" | "Ingress"): Rule[] {
    return this.selecting(pod, direction).flatMap(({ spec }) =>
      direction === "Egress"
        ? (spec.egress ?? []).map(({ to = [], ports = [] }) => ({ peers: to, ports }))
        : (spec.ingress ?? []).map(({ from = [], ports = [] }) => ({ peers: from, ports })),
    );
  }

  private selecting({ namespace, labels }: Node, direction: "Egress" | "Ingress"): Policy[] {
    return this.policies.filter(
      ({ metadata, spec }) =>
        metadata.namespace === namespace &&
        selects(spec.podSelector?.matchLabels, labels) &&
        spec.policyTypes?.includes(direction),
    );
  }

  private means({ ipBlock, namespaceSelector, podSelector }: PolicyPeer, { namespace, labels }: Node): boolean {
    if (ipBlock || !namespaceSelector) return false;
    const ofNamespace = this.namespaces.get(namespace) ?? {};
    return selects(namespaceSelector.matchLabels, ofNamespace) && selects(podSelector?.matchLabels, labels);
  }
}

const portName = ({ port, protocol }: PolicyPort) => (protocol === "TCP" ? String(port) : `${port}/${protocol}`);
