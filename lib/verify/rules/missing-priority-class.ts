import { broughtAlong } from "../model/elsewhere.ts";
import { near } from "../model/near.ts";
import { podsOf } from "../model/pods/pods.ts";
import type { Rule } from "../rule.ts";

/** PriorityClasses that the API server makes itself. */
const builtIn = ["system-node-critical", "system-cluster-critical"];

/** Pods whose priority class nothing defines. */
export const missingPriorityClass: Rule = {
  id: "missing-priority-class",
  topic: "objects",
  severity: "error",
  sentence: "The priority class of each pod exists.",
  why: "The API server refuses each of the pods; the workload stays at no replicas.",
  remedy: "define the PriorityClass, or mend the name",
  *check(cluster, world) {
    const names = [...cluster.all("PriorityClass").map(({ name }) => name), ...builtIn];
    for (const { owner, field, spec } of podsOf(cluster)) {
      const { priorityClassName: name } = spec;
      if (name === undefined || name === "" || names.includes(name)) continue;
      // Names with this prefix are the API server's own: nobody else may make one.
      const isReserved = name.startsWith("system-");
      yield {
        object: owner,
        field: `${field}.priorityClassName`,
        value: name,
        what: "no PriorityClass has this name",
        ...near(name, names),
        ...(!isReserved && broughtAlong(cluster, world, "PriorityClass")),
      };
    }
  },
};
