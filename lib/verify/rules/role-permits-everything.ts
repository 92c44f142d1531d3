import type { Cluster } from "../model/cluster.ts";
import type { Found, Rule } from "../rule.ts";

/** A role with an asterisk, or a program with the one that the cluster has for its administrators. */
export const rolePermitsEverything: Rule = {
  id: "role-permits-everything",
  topic: "objects",
  severity: "warning",
  sentence: "Roles name the verbs and resources that they permit, and no program is given cluster-admin.",
  why: "Whoever takes over the program may do everything that the asterisk stands for, tomorrow's resources included.",
  remedy: "list what the program asks for",
  *check(cluster) {
    yield* asterisks(cluster);
    yield* administrators(cluster);
  },
};

function* asterisks(cluster: Cluster): Iterable<Found> {
  for (const object of [...cluster.all("Role"), ...cluster.all("ClusterRole")]) {
    // Roles of the cluster itself, and those that are gathered from others.
    if (object.name.startsWith("system:") || ["admin", "cluster-admin", "edit", "view"].includes(object.name)) continue;
    for (const [index, { verbs = [], resources = [], apiGroups = [] }] of (object.body.rules ?? []).entries()) {
      // Every verb of named resources, or named verbs of every resource, is common and often meant.
      const field = [verbs, resources].every((list) => list.includes("*")) ? "resources" : undefined;
      if (field === undefined) continue;
      yield {
        object,
        field: `rules[${index}]`,
        value: "*",
        what: `every verb of every resource of ${apiGroups.includes("*") ? "every group" : apiGroups.map((each) => each || "the core group").join(", ")}`,
      };
    }
  }
}

/** Programs, people apart, that are given everything. */
function* administrators(cluster: Cluster): Iterable<Found> {
  for (const object of [...cluster.all("RoleBinding"), ...cluster.all("ClusterRoleBinding")]) {
    const { roleRef, subjects = [] } = object.body;
    if (roleRef?.kind !== "ClusterRole" || roleRef.name !== "cluster-admin") continue;
    const programs = subjects.flatMap(({ kind, name = "", namespace = object.namespace }) =>
      kind === "ServiceAccount" ? `ServiceAccount ${namespace}/${name}` : isOfPrograms(name) ? `${kind} ${name}` : [],
    );
    if (programs.length === 0) continue;
    const where = object.kind === "RoleBinding" ? `namespace ${object.namespace}` : "every namespace";
    yield {
      object,
      field: "roleRef.name",
      value: "cluster-admin",
      what: `${programs.join(", ")} may do everything in ${where}`,
      remedy: "bind a role that lists what the program asks for",
    };
  }
}

/** Names of service accounts as users, and groups in which all of them are. */
const isOfPrograms = (name: string): boolean =>
  /^system:(serviceaccounts?(:|$)|authenticated$|unauthenticated$)/.test(name);
