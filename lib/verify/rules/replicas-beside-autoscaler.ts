import { nameOf } from "../model/manifest.ts";
import { autoscalerOf } from "../model/pods/autoscalers.ts";
import type { Rule } from "../rule.ts";

/** A workload that says how many replicas it has although an autoscaler decides it. */
export const replicasBesideAutoscaler: Rule = {
  id: "replicas-beside-autoscaler",
  topic: "objects",
  severity: "warning",
  sentence: "A workload that an autoscaler scales leaves its number of replicas out.",
  why: "Each time it is applied it falls back to this number, under load as well.",
  remedy: "remove replicas; the autoscaler's minimum decides",
  *check(cluster) {
    for (const kind of ["Deployment", "StatefulSet", "ReplicaSet", "ReplicationController", "Rollout"] as const)
      for (const object of cluster.all(kind)) {
        const { replicas } = object.body.spec ?? {};
        const autoscaler = replicas === undefined ? undefined : autoscalerOf(cluster, object);
        if (!autoscaler) continue;
        yield { object, field: "spec.replicas", value: `${replicas}`, what: `${nameOf(autoscaler.object)} scales it` };
      }
  },
};
