import type { Rule } from "../rule.ts";

/** Two objects of one kind and name. */
export const duplicateObject: Rule = {
  id: "duplicate-object",
  topic: "objects",
  severity: "error",
  sentence: "Each object is written once.",
  why: "The later one replaces the earlier one, depending on who applies them.",
  remedy: "remove or rename one of them",
  *check(cluster) {
    const seen = new Map<string, string>();
    for (const object of cluster.manifests) {
      const id = [object.group, object.kind, object.namespace ?? "", object.name].join("\n");
      const first = seen.get(id);
      // Of kinds that are not known, the namespace may be missing.
      if (first === undefined || !object.known) seen.set(id, object.origin.file);
      else yield { object, field: "metadata.name", value: object.name, what: `it stands in ${first} already` };
    }
  },
};
