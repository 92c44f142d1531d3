import { near } from "../model/near.ts";
import { containersOf, podsOf } from "../model/pods/pods.ts";
import { volumeNames } from "../model/pods/volumes.ts";
import type { Rule } from "../rule.ts";

/** A container that mounts a volume which its pod does not have. */
export const missingVolume: Rule = {
  id: "missing-volume",
  topic: "objects",
  severity: "error",
  sentence: "Each volume that a container mounts is one of its pod's.",
  why: "The API server refuses the object.",
  remedy: "add the volume to the pod, or mend the name",
  *check(cluster) {
    for (const pods of podsOf(cluster)) {
      const names = volumeNames(pods);
      if (names === undefined) continue;
      for (const { container, field } of containersOf(pods.spec))
        for (const list of ["volumeMounts", "volumeDevices"] as const)
          for (const [index, { name }] of (container[list] ?? []).entries()) {
            if (name === undefined || names.has(name)) continue;
            yield {
              object: pods.owner,
              field: `${pods.field}.${field}.${list}[${index}].name`,
              value: name,
              what: "the pod has no volume of this name",
              ...near(name, names),
            };
          }
    }
  },
};
