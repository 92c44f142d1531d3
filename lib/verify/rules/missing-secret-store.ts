import { missingProvider } from "../model/providers.ts";
import type { Rule } from "../rule.ts";

/** An ExternalSecret whose store nothing defines. */
export const missingSecretStore: Rule = {
  id: "missing-secret-store",
  topic: "objects",
  severity: "error",
  sentence: "The store from which an ExternalSecret fetches exists.",
  why: "The Secret is never made, and pods that read it never start.",
  remedy: "define the SecretStore or ClusterSecretStore, or mend its kind and name",
  *check(cluster, world) {
    for (const object of cluster.all("ExternalSecret")) {
      const { secretStoreRef, data = [], dataFrom = [] } = object.body.spec ?? {};
      const references = [
        { ...secretStoreRef, field: "spec.secretStoreRef.name" },
        ...Object.entries({ data, dataFrom }).flatMap(([list, sources]) =>
          sources.map(({ sourceRef }, index) => ({
            ...sourceRef?.storeRef,
            field: `spec.${list}[${index}].sourceRef.storeRef.name`,
          })),
        ),
      ];
      for (const reference of references) {
        const missing = missingProvider(cluster, world, object, "SecretStore", reference);
        if (missing) yield missing;
      }
    }
  },
};
