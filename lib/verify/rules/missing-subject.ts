import type { Cluster } from "../model/cluster.ts";
import { isBuiltInNamespace } from "../model/elsewhere.ts";
import { isListed } from "../model/kustomizations.ts";
import { saysNamespace } from "../model/manifest.ts";
import { near } from "../model/near.ts";
import { elsewhereOrMade } from "../model/pods/makers.ts";
import type { Rule } from "../rule.ts";

/** A role binding that grants something to a service account which nothing defines. */
export const missingSubject: Rule = {
  id: "missing-subject",
  topic: "objects",
  severity: "error",
  sentence: "Each service account that a binding names exists.",
  why: "Nobody gets what is granted; whoever was meant is refused.",
  remedy: "define the ServiceAccount, or mend its name and namespace",
  *check(cluster, world) {
    for (const binding of [...cluster.all("RoleBinding"), ...cluster.all("ClusterRoleBinding")]) {
      for (const [index, subject] of (binding.body.subjects ?? []).entries()) {
        const { kind, name, namespace = binding.namespace } = subject;
        if (kind !== "ServiceAccount" || name === undefined || name === "default") continue;
        if (namespace === undefined) {
          const isGiven = isListed(cluster, binding.origin.file) && isAppliersChoice(cluster, name);
          yield {
            object: binding,
            field: `subjects[${index}]`,
            value: name,
            what: "it names no namespace",
            ...(isGiven && !world.complete && { uncertain: "a kustomization may put it and its account into one" }),
          };
          continue;
        }
        // Controllers make accounts of their own in the cluster's namespaces.
        if (isBuiltInNamespace(namespace) && !world.complete) continue;
        if (cluster.find("ServiceAccount", namespace, name)) continue;
        yield {
          object: binding,
          field: `subjects[${index}]`,
          value: `${namespace}/${name}`,
          what: `no ServiceAccount of namespace ${namespace} has this name`,
          ...near(
            name,
            cluster.in("ServiceAccount", namespace).map((account) => account.name),
          ),
          ...(isAppliersChoice(cluster, name)
            ? { uncertain: "one of this name says no namespace, so whoever applies it decides" }
            : elsewhereOrMade(cluster, world, namespace, "serviceaccounts", name)),
        };
      }
    }
  },
};

/** Whether an account of that name says no namespace. */
function isAppliersChoice(cluster: Cluster, name: string): boolean {
  const account = cluster.find("ServiceAccount", "default", name);
  return account !== undefined && !saysNamespace(account);
}
