import { isBuiltInConfigMap } from "../model/elsewhere.ts";
import { near } from "../model/near.ts";
import { elsewhereOrMade } from "../model/pods/makers.ts";
import { storeOf, storesIn } from "../model/pods/stores.ts";
import { referencesOf } from "../model/references.ts";
import type { Rule } from "../rule.ts";

/** A reference to a ConfigMap that nothing makes. */
export const missingConfigMap: Rule = {
  id: "missing-config-map",
  topic: "objects",
  severity: "error",
  sentence: "Each ConfigMap that something reads exists in its namespace.",
  why: "The pod waits in CreateContainerConfigError or ContainerCreating and never starts.",
  remedy: "define it in the same namespace, mend the name, or mark the reference as optional",
  *check(cluster, world) {
    for (const { object, namespace, field, kind, name, isPart } of referencesOf(cluster)) {
      if (kind !== "ConfigMap" || isPart) continue;
      if (isBuiltInConfigMap(namespace, name) || storeOf(cluster, kind, namespace, name)) continue;
      yield {
        object,
        field,
        value: name,
        what: `no ConfigMap of namespace ${namespace} has this name`,
        ...near(name, storesIn(cluster, kind, namespace)),
        ...elsewhereOrMade(cluster, world, namespace, "configmaps", name),
      };
    }
  },
};
