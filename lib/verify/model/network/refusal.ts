import type { Found } from "../../rule.ts";
import type { World } from "../../world.ts";
import type { Cluster } from "../cluster.ts";
import { nameOf } from "../manifest.ts";
import type { Pods } from "../pods/pod.ts";
import { byForeignPolicy } from "./foreign-policies.ts";
import { connection, type End, endOf, type Port, type Side } from "./network.ts";
import type { PolicyPeer } from "./policies.ts";

/** Why policies do not let pods connect to others, as parts of a finding; nothing where they do. */
export function refusal(
  cluster: Cluster,
  world: World,
  from: Pods,
  to: Pods | End,
  port: Port,
): Pick<Found, "what" | "remedy" | "lacking" | "uncertain"> | undefined {
  const there = "kind" in to ? to : endOf(to, world);
  const { answer, egress, ingress } = connection(cluster, world, endOf(from, world), there, port);
  if (answer === "yes") return undefined;
  const name = "kind" in to ? (to.kind === "pods" ? nameOf(to.pods.owner) : to.name) : nameOf(to.owner);
  const closed = [egress, ingress].filter((side) => side.answer === answer);
  const at = `${port.number}/${port.protocol}`;
  // For policies, who has the network of its node is no pod.
  const other = closed.some(({ direction }) => direction === "egress") ? ("kind" in to ? undefined : to) : from;
  const isHost = other?.spec.hostNetwork === true && nameOf(other.owner);
  const [policy] = closed.flatMap(({ binding }) => binding);
  return {
    ...(policy && { lacking: policy.object }),
    what: `${nameOf(from.owner)} may not connect to ${name} at ${at}: ${closed.map(closedBy).join(", ")}${isHost ? `, and by labels none can: ${isHost} has the network of its node` : ""}`,
    remedy: `allow ${at} in ${closed.map(({ direction }) => `a rule of ${direction}`).join(" and ")}${isHost ? ", by an ipBlock with the addresses of the nodes" : ""}`,
    ...(answer === "unknown" && {
      uncertain: "labels of a namespace or addresses on which its policies decide are not among the objects",
    }),
    ...byForeignPolicy(cluster, from, "kind" in to ? (to.kind === "pods" ? to.pods : undefined) : to),
  };
}

/**
 * Whether a policy lets just these in, by their labels, whose own policies keep them from it: somebody means it to be. What many may
 * connect to says less.
 */
export function isLetIn(cluster: Cluster, world: World, from: Pods, to: Pods, port: Port): boolean {
  const { ingress } = connection(cluster, world, endOf(from, world), endOf(to, world), port);
  return ingress.admitting.some(({ rule: { peers = [] } }) => peers.some(isOfLabels));
}

const isOfLabels = ({ podSelector: { matchLabels = {}, matchExpressions = [] } = {} }: PolicyPeer): boolean =>
  Object.keys(matchLabels).length + matchExpressions.length > 0;

/** `ingress is closed by NetworkPolicy a/b`. */
const closedBy = ({ direction, binding }: Side) => {
  const names = new Set(binding.map(({ object }) => `${object.namespace}/${object.name}`));
  return `no rule of ${direction} of NetworkPolicy ${[...names].join(", ")} lets it through`;
};
