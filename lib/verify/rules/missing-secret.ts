import { byHand } from "../model/elsewhere.ts";
import { near } from "../model/near.ts";
import { elsewhereOrMade } from "../model/pods/makers.ts";
import { storeOf, storesIn } from "../model/pods/stores.ts";
import { referencesOf } from "../model/references.ts";
import type { Rule } from "../rule.ts";

/** A reference to a Secret that nothing makes. */
export const missingSecret: Rule = {
  id: "missing-secret",
  topic: "objects",
  severity: "error",
  sentence: "Each Secret that something reads exists in its namespace, or something makes it there.",
  why: "A pod waits and never starts; an operator leaves the configuration as it was; an Ingress shows its controller's own certificate.",
  remedy: "define it, an ExternalSecret, a SealedSecret or a Certificate in the same namespace, or mend the name",
  *check(cluster, world) {
    for (const { object, namespace, field, kind, name, isPart } of referencesOf(cluster)) {
      if (kind !== "Secret" || isPart) continue;
      if (storeOf(cluster, kind, namespace, name)) continue;
      yield {
        object,
        field,
        value: name,
        what: `no Secret of namespace ${namespace} has this name, and nothing makes one`,
        ...near(name, storesIn(cluster, kind, namespace)),
        ...elsewhereOrMade(cluster, world, namespace, "secrets", name),
        ...byHand(world, "Secret"),
      };
    }
  },
};
