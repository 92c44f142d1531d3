import { elsewhere } from "../model/elsewhere.ts";
import { crossingsOf, isGranted } from "../model/network/grants.ts";
import type { Rule } from "../rule.ts";

/** A Gateway's certificate, or a Service of a route, in another namespace that does not allow it. */
export const referenceNotGranted: Rule = {
  id: "reference-not-granted",
  topic: "objects",
  severity: "error",
  sentence: "A ReferenceGrant allows routes and Gateways to use Services and Secrets of another namespace.",
  why: "The reference counts as missing: users get 500, or a listener stays closed.",
  remedy: "add a ReferenceGrant to the namespace of what is used, or use what is in the own namespace",
  *check(cluster, world) {
    for (const crossing of crossingsOf(cluster)) {
      if (isGranted(cluster, crossing)) continue;
      const { object, field, namespace, kind, name } = crossing;
      yield {
        object,
        field,
        value: `${namespace}/${name}`,
        what: `no ReferenceGrant of namespace ${namespace} allows ${object.kind}s of namespace ${object.namespace} to use this ${kind}`,
        ...elsewhere(cluster, world, namespace),
      };
    }
  },
};
