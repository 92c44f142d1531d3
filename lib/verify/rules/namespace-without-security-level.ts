import { isBuiltInNamespace } from "../model/elsewhere.ts";
import type { Rule } from "../rule.ts";

const level = "pod-security.kubernetes.io/enforce";

/** A namespace in which any pod may take over its node. */
export const namespaceWithoutSecurityLevel: Rule = {
  id: "namespace-without-security-level",
  topic: "objects",
  severity: "warning",
  sentence: "Each namespace enforces a Pod Security level.",
  why: "Whoever may make a pod there may become root on its node.",
  remedy: "label it pod-security.kubernetes.io/enforce: restricted, baseline, or privileged where that is wanted",
  *check(cluster) {
    for (const object of cluster.all("Namespace"))
      if (!isBuiltInNamespace(object.name) && cluster.namespaces.get(object.name)?.[level] === undefined)
        yield { object, field: "metadata.labels", what: "no pod-security.kubernetes.io/enforce is among them" };
  },
};
