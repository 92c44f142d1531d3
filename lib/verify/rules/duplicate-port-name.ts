import { podsOf } from "../model/pods/pods.ts";
import type { Rule } from "../rule.ts";

/** Two ports of a pod with the same name. */
export const duplicatePortName: Rule = {
  id: "duplicate-port-name",
  topic: "objects",
  severity: "error",
  sentence: "The names of a pod's ports differ.",
  why: "A Service takes the first one; within one container the API server refuses the object.",
  remedy: "rename one of them",
  *check(cluster) {
    for (const { owner, spec, field } of podsOf(cluster)) {
      const seen = new Map<string, string>();
      for (const [index, { name: container, ports = [] }] of (spec.containers ?? []).entries())
        for (const [at, { name }] of ports.entries()) {
          if (name === undefined) continue;
          const first = seen.get(name);
          if (first === undefined) seen.set(name, container ?? "");
          else
            yield {
              object: owner,
              field: `${field}.containers[${index}].ports[${at}].name`,
              value: name,
              what: `container ${first} has a port of the same name`,
            };
        }
    }
  },
};
