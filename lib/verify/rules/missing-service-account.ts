import { near } from "../model/near.ts";
import { elsewhereOrMade } from "../model/pods/makers.ts";
import { accountOf, podsOf } from "../model/pods/pods.ts";
import type { Rule } from "../rule.ts";

/** Pods whose service account nothing defines. */
export const missingServiceAccount: Rule = {
  id: "missing-service-account",
  topic: "objects",
  severity: "error",
  sentence: "The service account of each pod exists in its namespace.",
  why: "The API server refuses each of the pods; the workload stays at no replicas.",
  remedy: "define the ServiceAccount in the same namespace, or mend the name",
  *check(cluster, world) {
    for (const pods of podsOf(cluster)) {
      const { owner, namespace, field } = pods;
      const { name } = accountOf(pods);
      if (name === "default" || cluster.find("ServiceAccount", namespace, name)) continue;
      yield {
        object: owner,
        field: `${field}.serviceAccountName`,
        value: name,
        what: `no ServiceAccount of namespace ${namespace} has this name`,
        ...near(
          name,
          cluster.in("ServiceAccount", namespace).map((account) => account.name),
        ),
        ...elsewhereOrMade(cluster, world, namespace, "serviceaccounts", name),
      };
    }
  },
};
