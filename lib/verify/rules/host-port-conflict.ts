import type { Cluster } from "../model/cluster.ts";
import { nameOf, once } from "../model/manifest.ts";
import { autoscalerOf } from "../model/pods/autoscalers.ts";
import { exclude, type HostPort, hostPortsOf, isChoosy, toleratesMore } from "../model/pods/host-ports.ts";
import type { Pods } from "../model/pods/pod.ts";
import { podsOf } from "../model/pods/pods.ts";
import type { Found, Rule } from "../rule.ts";
import type { World } from "../world.ts";

/** Pods that take the same port of a node. */
export const hostPortConflict: Rule = {
  id: "host-port-conflict",
  topic: "objects",
  severity: "error",
  sentence: "A port of a node is taken by one container of one pod.",
  why: "The other pods are never scheduled; within one pod the API server refuses it.",
  remedy: "change one of the ports, or keep the pods on different nodes",
  *check(cluster, world) {
    const all = once(podsOf(cluster), ({ owner }) => owner).map((pods) => ({ pods, ports: hostPortsOf(pods) }));
    const taking = all.filter(({ pods, ports }) => ports.length > 0 && kinds.has(pods.owner.kind));
    const everywhere = taking.filter(({ pods }) => pods.owner.kind === "DaemonSet");
    for (const taker of taking) {
      const isSet = taker.pods.owner.kind === "DaemonSet";
      // Of two DaemonSets the second one is told.
      const others = isSet ? everywhere.slice(0, everywhere.indexOf(taker)) : everywhere;
      for (const [index, port] of taker.ports.entries()) {
        const found =
          withinPod(port, taker.ports.slice(0, index)) ??
          besides(port, taker.pods, others, world) ??
          tooMany(cluster, taker.pods, world);
        if (found) yield { object: taker.pods.owner, field: port.field, value: `${port.number}`, ...found };
      }
    }
  },
};

/** Kinds whose pods stay. */
const kinds = new Set([
  "Pod",
  "Deployment",
  "ReplicaSet",
  "ReplicationController",
  "Rollout",
  "StatefulSet",
  "DaemonSet",
]);

type Conflict = Pick<Found, "what" | "remedy" | "uncertain">;

interface Taker {
  readonly pods: Pods;
  readonly ports: readonly HostPort[];
}

/** Source: AccumulateUniqueHostPorts in Kubernetes 1.34, pkg/apis/core/validation/validation.go. */
function withinPod(port: HostPort, before: readonly HostPort[]): Conflict | undefined {
  const first = before.find((each) => exclude(each, port) && each.address === port.address);
  return (
    first && {
      what: `container ${first.container} of the same pod takes it already`,
      remedy: "change one of the ports",
    }
  );
}

function besides(port: HostPort, pods: Pods, others: readonly Taker[], { complete }: World): Conflict | undefined {
  const other = others.find((each) => each.ports.some((taken) => exclude(taken, port)))?.pods;
  if (other === undefined || pods.replicas === 0) return undefined;
  const isSet = pods.owner.kind === "DaemonSet";
  const isParted = isChoosy(pods.spec) || isChoosy(other.spec) || (!isSet && toleratesMore(pods.spec, other.spec));
  const isElsewhere = !isSet && !complete && pods.owner.origin.file !== other.owner.origin.file;
  return {
    what: `${nameOf(other.owner)} takes it on each node`,
    ...(isParted
      ? { uncertain: "they may run on different nodes" }
      : isElsewhere && { uncertain: "the two files may be alternatives" }),
  };
}

function tooMany(cluster: Cluster, { owner, replicas }: Pods, { nodes }: World): Conflict | undefined {
  const count = autoscalerOf(cluster, owner)?.minimum ?? replicas;
  return nodes === undefined || typeof count !== "number" || count <= nodes
    ? undefined
    : {
        what: `${count} pods take it, and there are ${nodes} nodes`,
        remedy: "lower replicas, or take no port of the node",
      };
}
