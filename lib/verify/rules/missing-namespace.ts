import { isBuiltInNamespace } from "../model/elsewhere.ts";
import { near } from "../model/near.ts";
import type { Rule } from "../rule.ts";

/** An object in a namespace that nothing defines. */
export const missingNamespace: Rule = {
  id: "missing-namespace",
  topic: "objects",
  severity: "error",
  sentence: "The namespace of each object exists.",
  why: "The API server refuses the object.",
  remedy: "define the Namespace, or mend the name",
  *check(cluster, { complete }) {
    const known = new Set(cluster.all("Namespace").map(({ name }) => name));
    const seen = new Set<string>();
    for (const object of cluster.manifests) {
      const { namespace } = object;
      if (namespace === undefined || known.has(namespace) || isBuiltInNamespace(namespace)) continue;
      // One finding for each missing namespace: more would say nothing more.
      if (seen.has(namespace)) continue;
      seen.add(namespace);
      yield {
        object,
        field: "metadata.namespace",
        value: namespace,
        what: "no Namespace has this name",
        ...near(namespace, known),
        ...(!complete && { uncertain: "the objects define no such namespace, which is often done elsewhere" }),
      };
    }
  },
};
