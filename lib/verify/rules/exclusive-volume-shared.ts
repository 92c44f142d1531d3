import { mostPods } from "../model/pods/demand.ts";
import { podsOf } from "../model/pods/pods.ts";
import type { Rule } from "../rule.ts";

/** Pods that share a volume which only one node, or one pod, may have. */
export const exclusiveVolumeShared: Rule = {
  id: "exclusive-volume-shared",
  topic: "objects",
  severity: "warning",
  sentence: "A claim that one node may mount belongs to a workload that has one pod at a time.",
  why: "A second pod on another node waits for the volume for ever: rollouts and scaling stand still.",
  remedy: "set strategy.type: Recreate with one replica, or use a StatefulSet with a claim for each pod",
  *check(cluster, { nodes }) {
    for (const pods of podsOf(cluster)) {
      const { owner, namespace, spec, field } = pods;
      if (owner.kind !== "Deployment" && owner.kind !== "ReplicaSet" && owner.kind !== "StatefulSet") continue;
      for (const [index, { persistentVolumeClaim }] of (spec.volumes ?? []).entries()) {
        const { claimName = "" } = persistentVolumeClaim ?? {};
        const modes = cluster.find("PersistentVolumeClaim", namespace, claimName)?.body.spec?.accessModes ?? [];
        const isExclusive = modes.length > 0 && modes.every((mode) => /^ReadWriteOnce(Pod)?$/.test(mode));
        const most = isExclusive ? (mostPods(cluster, pods, nodes) ?? 1) : 1;
        if (most <= 1) continue;
        yield {
          object: owner,
          field: `${field}.volumes[${index}].persistentVolumeClaim.claimName`,
          value: claimName,
          what: `the claim is ${modes.join(", ")}, and there may be ${most} pods at once`,
        };
      }
    }
  },
};
