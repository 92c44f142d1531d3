import { elsewhere } from "../model/elsewhere.ts";
import { near } from "../model/near.ts";
import { autoscalersOf, scaledBy } from "../model/pods/autoscalers.ts";
import { podsIn } from "../model/pods/pods.ts";
import type { Rule } from "../rule.ts";

const groupOf = (apiVersion: string) => /^(.*)\//.exec(apiVersion)?.[1] ?? "";

/**
 * An autoscaler whose workload nothing defines, by kind, name and API group; the controller does not look at the version.
 * Source: Kubernetes 1.34, reconcileAutoscaler in pkg/controller/podautoscaler/horizontal.go.
 */
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
      const pods = scaledBy(cluster, autoscaler);
      if (pods) {
        const { apiVersion } = pods.owner;
        const written = target.apiVersion ?? "";
        // KEDA has a default of its own.
        if (object.kind === "HorizontalPodAutoscaler" && groupOf(written) !== groupOf(apiVersion))
          yield {
            object,
            field: "spec.scaleTargetRef.apiVersion",
            ...(written !== "" && { value: written }),
            what: `the group of a ${target.kind} is ${groupOf(apiVersion) || "the core group"}`,
            remedy: `write ${apiVersion}`,
          };
        continue;
      }
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
