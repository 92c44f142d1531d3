import { elsewhere } from "../model/elsewhere.ts";
import { near } from "../model/near.ts";
import { autoscalersOf, scaledBy } from "../model/pods/autoscalers.ts";
import { podsIn } from "../model/pods/pods.ts";
import type { Rule } from "../rule.ts";

/** An autoscaler whose workload nothing defines. */
export const autoscalerWithoutTarget: Rule = {
  id: "autoscaler-without-target",
  topic: "objects",
  severity: "error",
  sentence: "The workload that an autoscaler scales exists in its namespace.",
  why: "Nothing is scaled, and only the autoscaler's conditions say so.",
  remedy: "mend the kind and name of scaleTargetRef",
  *check(cluster, world) {
    for (const autoscaler of autoscalersOf(cluster)) {
      const { object, namespace, target } = autoscaler;
      if (scaledBy(cluster, autoscaler)) continue;
      const isForeign = !["Deployment", "ReplicaSet", "ReplicationController", "Rollout", "StatefulSet"].includes(
        target.kind,
      );
      yield {
        object,
        field: "spec.scaleTargetRef",
        value: `${target.kind} ${target.name}`,
        what: `namespace ${namespace} has no such workload`,
        ...near(
          `${target.kind} ${target.name}`,
          podsIn(cluster, namespace).map(({ owner }) => `${owner.kind} ${owner.name}`),
        ),
        ...elsewhere(cluster, world, namespace),
        ...(isForeign && { uncertain: `${target.kind} is no kind that verify knows as scalable` }),
      };
    }
  },
};
