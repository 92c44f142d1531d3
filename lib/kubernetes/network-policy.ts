import type { Construct } from "constructs";
import { k8s } from "./objects.ts";
import type { Endpoint, Labels, Peer, Port } from "./peer.ts";

/** One declared connection. */
export interface Connection {
  readonly from: Peer;
  readonly to: Endpoint;
}

/** What policies must know of the network under them. */
export interface Network {
  readonly nodeCidrs: readonly string[];
}

/**
 * A policy for each peer that allows exactly its connections, both ways. Peers on the network of their host get none: most network
 * plug-ins leave their pods out of policies, so that others reach them through the addresses of the nodes.
 */
export function allowConnections(
  scope: Construct,
  peers: readonly Peer[],
  connections: readonly Connection[],
  network: Network,
): void {
  const outgoing = groupBy(connections, ({ from }) => from);
  const incoming = groupBy(connections, ({ to }) => (to.kind === "pods" ? to.peer : undefined));
  for (const peer of peers) {
    const { name, namespace, selector, hostNetwork } = peer.props;
    if (hostNetwork) continue;
    const egress = (outgoing.get(peer) ?? []).map(({ to }) => egressRule(to, network));
    const ingress = ingressRules(peer, incoming.get(peer) ?? [], network);
    new k8s.KubeNetworkPolicy(scope, `${namespace}-${name}`, {
      metadata: { name, namespace },
      spec: {
        podSelector: { matchLabels: selector },
        policyTypes: ["Egress", "Ingress"],
        // An empty list is not kept by the API server, so each apply would be a change.
        ...(egress.length > 0 && { egress: unique(egress) }),
        ...(ingress.length > 0 && { ingress: unique(ingress) }),
      },
    });
  }
}

function egressRule(to: Endpoint, { nodeCidrs }: Network): k8s.NetworkPolicyEgressRule {
  const ports = to.ports.map(portOf);
  if (to.kind === "addresses") return { to: to.cidrs.map((cidr) => block(cidr, to.except)), ports };
  const { namespace, selector, hostNetwork } = to.peer.props;
  return { to: hostNetwork ? nodeCidrs.map((cidr) => block(cidr)) : [pods(namespace, selector)], ports };
}

function ingressRules(
  peer: Peer,
  incoming: readonly Connection[],
  { nodeCidrs }: Network,
): k8s.NetworkPolicyIngressRule[] {
  const declared = incoming.map(({ from, to }) => {
    const { namespace, selector, hostNetwork } = from.props;
    return {
      from: hostNetwork ? nodeCidrs.map((cidr) => block(cidr)) : [pods(namespace, selector)],
      ports: to.ports.map(portOf),
    };
  });
  const admitted = (peer.props.admits ?? []).map(({ namespace, labels, ports }) => ({
    from: [pods(namespace, labels)],
    ports: ports.map(portOf),
  }));
  return [...declared, ...admitted];
}

const pods = (namespace: string, labels: Labels): k8s.NetworkPolicyPeer => ({
  namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } },
  podSelector: { matchLabels: labels },
});

/** `except` must lie within the block, or the API server refuses it. */
const block = (cidr: string, except?: readonly string[]): k8s.NetworkPolicyPeer => ({
  ipBlock: { cidr, ...(except && cidr === "0.0.0.0/0" && { except: [...except] }) },
});

const portOf = ({ number, protocol = "TCP" }: Port): k8s.NetworkPolicyPort => ({
  port: k8s.IntOrString.fromNumber(number),
  protocol,
});

const unique = <T>(rules: readonly T[]): T[] => [
  ...new Map(rules.map((rule) => [JSON.stringify(rule), rule])).values(),
];

/** As `Map.groupBy`, which Node 20 does not have. */
function groupBy<K, V>(values: readonly V[], keyOf: (value: V) => K): Map<K, V[]> {
  const groups = new Map<K, V[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}
