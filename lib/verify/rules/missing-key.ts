import { isBuiltInNamespace } from "../model/elsewhere.ts";
import { type Manifest, nameOf } from "../model/manifest.ts";
import { near } from "../model/near.ts";
import { storeOf } from "../model/pods/stores.ts";
import { referencesOf } from "../model/references.ts";
import type { Rule } from "../rule.ts";

/** A reference to a key that a ConfigMap or Secret does not have. */
export const missingKey: Rule = {
  id: "missing-key",
  topic: "objects",
  severity: "error",
  sentence: "Each key of a ConfigMap or Secret that something reads is there.",
  why: "The pod waits in CreateContainerConfigError or ContainerCreating, or finds an empty folder in the place of a file; an Alertmanager is given a receiver that sends nothing.",
  remedy: "add the key, or mend its name",
  *check(cluster) {
    for (const { object, namespace, field, kind, name, key, keyField = "key" } of referencesOf(cluster)) {
      const store = storeOf(cluster, kind, namespace, name);
      if (key === undefined || store?.keys === undefined || store.keys.has(key)) continue;
      yield {
        object,
        field: `${field}.${keyField}`,
        value: key,
        lacking: store.maker,
        what: `${nameOf(store.maker)} has no such key`,
        ...near(key, store.keys),
        ...(isBuiltInNamespace(namespace) && namespace !== "default"
          ? { uncertain: `the makers of the cluster may add it in namespace ${namespace}` }
          : store.keys.size === 0
            ? // Often it is a place that somebody fills by hand, or a controller.
              { uncertain: `the ${kind} is empty, so somebody may fill it` }
            : isPromised(store.maker, key) && { uncertain: "an annotation says its name, so a controller may add it" }),
      };
    }
  },
};

/** Controllers that make values up are told the keys by annotations. */
const isPromised = ({ annotations }: Manifest, key: string): boolean =>
  Object.values(annotations).some((value) => value.split(/[\s,]+/).includes(key));
