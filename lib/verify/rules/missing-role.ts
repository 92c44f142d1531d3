import { elsewhere, isBuiltInRole } from "../model/elsewhere.ts";
import { near } from "../model/near.ts";
import type { Rule } from "../rule.ts";

/** A role binding whose role nothing defines. */
export const missingRole: Rule = {
  id: "missing-role",
  topic: "objects",
  severity: "error",
  sentence: "The role that a binding grants exists.",
  why: "The binding is accepted and grants nothing; every request is refused.",
  remedy: "define the role, or mend its kind and name",
  *check(cluster, world) {
    for (const binding of [...cluster.all("RoleBinding"), ...cluster.all("ClusterRoleBinding")]) {
      const { kind, name } = binding.body.roleRef ?? {};
      if (name === undefined || (kind !== "Role" && kind !== "ClusterRole")) continue;
      const namespace = kind === "Role" ? (binding.namespace ?? "") : "";
      if (isBuiltInRole(kind, namespace, name) || cluster.find(kind, namespace, name)) continue;
      const known = cluster.in(kind, namespace).map((role) => role.name);
      yield {
        object: binding,
        field: "roleRef.name",
        value: name,
        what: kind === "Role" ? `no Role of namespace ${namespace} has this name` : "no ClusterRole has this name",
        ...near(name, known),
        ...(kind === "Role"
          ? !world.complete && elsewhere(cluster, world, namespace)
          : !world.complete && { uncertain: "the objects may not be all of the cluster's" }),
      };
    }
  },
};
