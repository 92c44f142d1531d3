import type { World } from "../../world.ts";
import type { Cluster } from "../cluster.ts";
import { type Answer, both, perhapsSelects, perhapsSelectsPods } from "../perhaps.ts";
import type { Pods } from "../pods/pod.ts";
import { containersOf } from "../pods/pods.ts";
import { type AddressRange, overlap, podRanges, rangeOf, without } from "./address-range.ts";
import {
  type Direction,
  type Policy,
  type PolicyPeer,
  type PolicyPort,
  type PolicyRule,
  policiesOn,
} from "./policies.ts";

/** What connects or is connected to. */
export type End =
  | {
      readonly kind: "pods";
      readonly pods: Pods;
      /** Where it is known, blocks of addresses are matched against it, as network plug-ins do that filter packets. */
      readonly address?: AddressRange;
    }
  | {
      readonly kind: "addresses";
      /** In words: `the API server`. */
      readonly name: string;
      /** All of them must be let through; nothing where they are not known. */
      readonly ranges?: readonly AddressRange[];
    };

/** A port as packets have it at their destination, after a Service has been translated. */
export interface Port {
  readonly number: number;
  readonly protocol: string;
}

/** What the policies of one end say of a connection. */
export interface Side {
  readonly direction: Direction;
  readonly answer: Answer;
  /** The policies that bind the end in this direction; where there are none, everything is let through. */
  readonly binding: readonly Policy[];
  /** The rules that let the connection through, or may do so where the answer is `unknown`. */
  readonly admitting: readonly { readonly policy: Policy; readonly rule: PolicyRule }[];
}

/** What policies say of a connection: both sides must let it through. */
export interface Verdict {
  readonly answer: Answer;
  readonly egress: Side;
  readonly ingress: Side;
}

/** Pods as an end; those on the network of their host are the addresses of the nodes, which policies do not select. */
export function endOf(pods: Pods, { nodeCidrs }: World): End {
  if (!pods.spec.hostNetwork) return { kind: "pods", pods };
  const ranges = nodeCidrs?.flatMap((cidr) => rangeOf(cidr) ?? []);
  return { kind: "addresses", name: "the nodes", ...(ranges && { ranges }) };
}

/**
 * Whether policies let a connection through, as <https://kubernetes.io/docs/concepts/services-networking/network-policies/> has it:
 * pods that no policy selects in a direction are open in it, others are open to what any policy lets through.
 */
export function connection(cluster: Cluster, world: World, from: End, to: End, port: Port): Verdict {
  const egress = sideOf(cluster, world, "egress", from, to, port);
  const ingress = sideOf(cluster, world, "ingress", to, from, port);
  return { answer: isItself(from, to) ? "yes" : both(egress.answer, ingress.answer), egress, ingress };
}

/** A pod's packets to itself do not leave it. */
const isItself = (from: End, to: End) =>
  from.kind === "pods" && to.kind === "pods" && from.pods === to.pods && from.pods.replicas === 1;

function sideOf(cluster: Cluster, world: World, direction: Direction, own: End, other: End, port: Port): Side {
  const binding =
    own.kind === "pods" ? policiesOn(cluster, own.pods).filter(({ directions }) => directions.includes(direction)) : [];
  if (binding.length === 0) return { direction, answer: "yes", binding, admitting: [] };
  const to = direction === "egress" ? other : own;
  const open = binding.flatMap((policy) =>
    policy.rules[direction].filter(({ ports }) => isOpen(ports, to, port)).map((rule) => ({ policy, rule })),
  );
  const judged =
    other.kind === "pods"
      ? open.map(({ policy, rule }) => ({ policy, rule, answer: meansPods(cluster, world, policy, rule, other) }))
      : open.map(({ policy, rule }) => ({ policy, rule, answer: meansAddresses(rule, other.ranges) }));
  const answer = judged.some((each) => each.answer === "yes")
    ? "yes"
    : other.kind === "addresses" && areCovered(open, other.ranges)
      ? "yes"
      : judged.some((each) => each.answer === "unknown")
        ? "unknown"
        : "no";
  return {
    direction,
    answer,
    binding,
    admitting: judged
      .filter((each) => each.answer === answer && answer !== "no")
      .map(({ policy, rule }) => ({ policy, rule })),
  };
}

/** Names of ports are those of the pods that are connected to. */
const isOpen = (ports: readonly PolicyPort[] | undefined, to: End, { number, protocol }: Port): boolean =>
  ports === undefined ||
  ports.some((given) => {
    if ((given.protocol ?? "TCP") !== protocol) return false;
    if (given.port === undefined) return true;
    if (typeof given.port === "string") return portsNamed(given.port, protocol, to).includes(number);
    return given.port <= number && number <= (given.endPort ?? given.port);
  });

const portsNamed = (name: string, protocol: string, to: End): readonly (number | undefined)[] =>
  to.kind === "addresses"
    ? []
    : containersOf(to.pods.spec).flatMap(({ container: { ports = [] } }) =>
        ports
          .filter((port) => port.name === name && (port.protocol ?? "TCP") === protocol)
          .map(({ containerPort }) => containerPort),
      );

function meansPods(
  cluster: Cluster,
  world: World,
  policy: Policy,
  { peers }: PolicyRule,
  end: Extract<End, { kind: "pods" }>,
): Answer {
  if (peers === undefined) return "yes";
  const answers = peers.map((peer) =>
    peer.ipBlock
      ? meansByAddress(peer.ipBlock, end.address)
      : peerSelects(cluster, world, policy.namespace, peer, end.pods),
  );
  return answers.includes("yes") ? "yes" : answers.includes("unknown") ? "unknown" : "no";
}

/**
 * Whether a block means a pod is left to the network plug-in, since on the way the address of a pod may be changed: it is certain
 * only where the block has none of the addresses that pods are given.
 */
function meansByAddress(block: NonNullable<PolicyPeer["ipBlock"]>, address: AddressRange | undefined): Answer {
  const ranges = rangesOf(block);
  if (address) return without([address], ranges).length === 0 ? "yes" : "no";
  return podRanges.some((pods) => ranges.some((range) => overlap(range, pods))) ? "unknown" : "no";
}

/** Whether a peer of a policy in a namespace selects pods by their labels. */
export function peerSelects(
  cluster: Cluster,
  { complete }: World,
  namespace: string,
  peer: PolicyPeer,
  pods: Pods,
): Answer {
  const { namespaceSelector } = peer;
  // A peer that names nobody means nobody; the API server refuses it.
  if (namespaceSelector === undefined && peer.podSelector === undefined) return "no";
  const { podSelector = {} } = peer;
  const ofPods = perhapsSelectsPods(podSelector, pods);
  if (ofPods === "no" || namespaceSelector === undefined) return pods.namespace === namespace ? ofPods : "no";
  const labels = cluster.namespaces.get(pods.namespace) ?? {};
  return both(
    ofPods,
    perhapsSelects(namespaceSelector, labels, () => !complete && !cluster.defines(pods.namespace)),
  );
}

function meansAddresses({ peers }: PolicyRule, ranges: readonly AddressRange[] | undefined): Answer {
  if (peers === undefined) return "yes";
  const blocks = peers.flatMap(({ ipBlock }) => (ipBlock ? rangesOf(ipBlock) : []));
  if (ranges !== undefined) {
    const left = without(ranges, blocks);
    return left.length === 0 ? "yes" : "no";
  }
  const everywhere = ["0.0.0.0/0", "::/0"].flatMap((block) => rangeOf(block) ?? []);
  if (everywhere.some((all) => without([all], blocks).length === 0)) return "yes";
  return blocks.length > 0 ? "unknown" : "no";
}

/** Several rules together may let through what none does alone. */
function areCovered(
  open: readonly { readonly rule: PolicyRule }[],
  ranges: readonly AddressRange[] | undefined,
): boolean {
  if (ranges === undefined || ranges.length === 0) return false;
  const blocks = open.flatMap(({ rule: { peers = [] } }) =>
    peers.flatMap(({ ipBlock }) => (ipBlock ? rangesOf(ipBlock) : [])),
  );
  return without(ranges, blocks).length === 0;
}

/** The addresses of a block; none where its text is no block, which the API server refuses. */
function rangesOf({ cidr = "", except = [] }: NonNullable<PolicyPeer["ipBlock"]>): readonly AddressRange[] {
  const range = rangeOf(cidr);
  return range
    ? without(
        [range],
        except.flatMap((block) => rangeOf(block) ?? []),
      )
    : [];
}
