import { broughtAlong } from "../model/elsewhere.ts";
import { near } from "../model/near.ts";
import { claimsOf } from "../model/pods/claims.ts";
import type { Rule } from "../rule.ts";

/** A claim whose storage class nothing defines. */
export const missingStorageClass: Rule = {
  id: "missing-storage-class",
  topic: "objects",
  severity: "error",
  sentence: "The storage class of each claim exists.",
  why: "No volume is made for it, and its pod is never scheduled.",
  remedy: "define the StorageClass, or name one that the cluster has",
  *check(cluster, world) {
    const names = cluster.all("StorageClass").map(({ name }) => name);
    // A volume that was made by hand is bound by its class, which needs no object.
    const known = new Set([
      ...names,
      ...cluster.all("PersistentVolume").map(({ body }) => body.spec?.storageClassName),
    ]);
    for (const { object, field, spec } of claimsOf(cluster)) {
      const { storageClassName: name } = spec;
      if (name === undefined || name === "" || known.has(name)) continue;
      yield {
        object,
        field: `${field}.storageClassName`,
        value: name,
        what: "no StorageClass has this name",
        ...near(name, names),
        ...broughtAlong(cluster, world, "StorageClass"),
      };
    }
  },
};
