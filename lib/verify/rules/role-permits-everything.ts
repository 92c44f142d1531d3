import type { Rule } from "../rule.ts";

/** A role with an asterisk. */
export const rolePermitsEverything: Rule = {
  id: "role-permits-everything",
  topic: "objects",
  severity: "warning",
  sentence: "Roles name the verbs and resources that they permit.",
  why: "Whoever takes over the program may do everything that the asterisk stands for, tomorrow's resources included.",
  remedy: "list what the program asks for",
  *check(cluster) {
    for (const object of [...cluster.all("Role"), ...cluster.all("ClusterRole")]) {
      // Roles of the cluster itself, and those that are gathered from others.
      if (object.name.startsWith("system:") || ["admin", "cluster-admin", "edit", "view"].includes(object.name))
        continue;
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
  },
};
