import { nameOf, once } from "../model/manifest.ts";
import type { Pods } from "../model/pods/pod.ts";
import { podsOf } from "../model/pods/pods.ts";
import type { Rule } from "../rule.ts";

/** Two DaemonSets that take the same port of each node. */
export const hostPortConflict: Rule = {
  id: "host-port-conflict",
  topic: "objects",
  severity: "error",
  sentence: "No two DaemonSets take the same port of a node.",
  why: "The pods of one of them are never scheduled.",
  remedy: "change one of the ports, or keep them on different nodes",
  *check(cluster) {
    const taken = new Map<string, Pods>();
    for (const pods of once(podsOf(cluster), ({ owner }) => owner)) {
      if (pods.owner.kind !== "DaemonSet") continue;
      for (const [index, { ports = [] }] of (pods.spec.containers ?? []).entries())
        for (const [at, port] of ports.entries()) {
          // With the host's network a container's port is the node's.
          const number = port.hostPort ?? (pods.spec.hostNetwork ? port.containerPort : undefined);
          if (number === undefined || number === 0) continue;
          const id = `${port.hostIP ?? "0.0.0.0"} ${number}/${port.protocol ?? "TCP"}`;
          const other = taken.get(id);
          if (!other) taken.set(id, pods);
          else if (other !== pods)
            yield {
              object: pods.owner,
              field: `${pods.field}.containers[${index}].ports[${at}].hostPort`,
              value: `${number}`,
              what: `${nameOf(other.owner)} takes it on each node`,
              ...((isChoosy(pods) || isChoosy(other)) && { uncertain: "they may run on different nodes" }),
            };
        }
    }
  },
};

const isChoosy = ({ spec }: Pods): boolean => spec.nodeSelector !== undefined || spec.affinity !== undefined;
