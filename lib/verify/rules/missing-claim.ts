import { near } from "../model/near.ts";
import { elsewhereOrMade } from "../model/pods/makers.ts";
import { podsOf } from "../model/pods/pods.ts";
import type { Rule } from "../rule.ts";

/** A volume whose claim nothing defines. */
export const missingClaim: Rule = {
  id: "missing-claim",
  topic: "objects",
  severity: "error",
  sentence: "Each PersistentVolumeClaim that a pod names exists in its namespace.",
  why: "The pod is never scheduled.",
  remedy: "define the claim in the same namespace, or mend the name",
  *check(cluster, world) {
    for (const { owner, namespace, spec, field } of podsOf(cluster)) {
      for (const [index, { persistentVolumeClaim }] of (spec.volumes ?? []).entries()) {
        const name = persistentVolumeClaim?.claimName;
        if (name === undefined || cluster.find("PersistentVolumeClaim", namespace, name)) continue;
        if (isOfTemplate(name, cluster.in("StatefulSet", namespace))) continue;
        yield {
          object: owner,
          field: `${field}.volumes[${index}].persistentVolumeClaim.claimName`,
          value: name,
          what: `no PersistentVolumeClaim of namespace ${namespace} has this name`,
          ...near(
            name,
            cluster.in("PersistentVolumeClaim", namespace).map((claim) => claim.name),
          ),
          ...elsewhereOrMade(cluster, world, namespace, "persistentvolumeclaims", name),
        };
      }
    }
  },
};

/** StatefulSets make `TEMPLATE-SET-0`. */
const isOfTemplate = (
  claim: string,
  sets: readonly {
    readonly name: string;
    readonly body: {
      readonly spec?: { readonly volumeClaimTemplates?: readonly { readonly metadata?: { readonly name?: string } }[] };
    };
  }[],
) =>
  sets.some(({ name, body }) =>
    (body.spec?.volumeClaimTemplates ?? []).some(
      ({ metadata }) => claim.replace(/-\d+$/, "") === `${metadata?.name}-${name}`,
    ),
  );
