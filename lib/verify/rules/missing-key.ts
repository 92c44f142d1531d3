import { nameOf } from "../model/manifest.ts";
import { near } from "../model/near.ts";
import { referencesOf } from "../model/references.ts";
import { storeOf } from "../model/stores.ts";
import type { Rule } from "../rule.ts";

/** A reference to a key that a ConfigMap or Secret does not have. */
export const missingKey: Rule = {
  id: "missing-key",
  topic: "objects",
  severity: "error",
  sentence: "Each key of a ConfigMap or Secret that something reads is there.",
  why: "The pod waits in CreateContainerConfigError or ContainerCreating and never starts.",
  remedy: "add the key, or mend its name",
  *check(cluster) {
    for (const { object, namespace, field, kind, name, key } of referencesOf(cluster)) {
      const store = storeOf(cluster, kind, namespace, name);
      if (key === undefined || store?.keys === undefined || store.keys.has(key)) continue;
      yield {
        object,
        field: `${field}.key`,
        value: key,
        what: `${nameOf(store.maker)} has no such key`,
        ...near(key, store.keys),
        // A Secret without any key is often a place that somebody fills by hand.
        ...(store.keys.size === 0 &&
          kind === "Secret" && { uncertain: "the Secret is empty, so somebody may fill it" }),
      };
    }
  },
};
