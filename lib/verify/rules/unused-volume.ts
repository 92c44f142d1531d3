import type { Pods } from "../model/pods/pod.ts";
import { containersOf, podsOf } from "../model/pods/pods.ts";
import { volumeNames } from "../model/pods/volumes.ts";
import type { Rule } from "../rule.ts";

/** A volume that no container mounts. */
export const unusedVolume: Rule = {
  id: "unused-volume",
  topic: "objects",
  severity: "warning",
  sentence: "Each volume of a pod is mounted by one of its containers.",
  why: "The pod waits for it all the same, and who reads it expects that it is used.",
  remedy: "mount it or remove it",
  *check(cluster) {
    for (const pods of podsOf(cluster)) {
      if (volumeNames(pods) === undefined) continue;
      const mounts = containersOf(pods.spec).flatMap(({ container: { volumeMounts = [], volumeDevices = [] } }) => [
        ...volumeMounts,
        ...volumeDevices,
      ]);
      const used = new Set(mounts.map(({ name }) => name));
      for (const [index, { name }] of (pods.spec.volumes ?? []).entries()) {
        if (name === undefined || used.has(name) || isForInjected(pods, name)) continue;
        yield {
          object: pods.owner,
          field: `${pods.field}.volumes[${index}]`,
          value: name,
          what: "no container mounts it",
        };
      }
    }
  },
};

/** Whether an annotation names it, for a container that is added later: `kuma.io/service-account-token-volume`. */
const isForInjected = ({ annotations }: Pods, name: string): boolean =>
  Object.values(annotations).some((text) => text.split(/[\s,]+/).includes(name));
