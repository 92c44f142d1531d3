import { nameOf } from "../model/manifest.ts";
import { serviceAsking } from "../model/network/port-names.ts";
import { podsOf } from "../model/pods/pods.ts";
import type { Rule } from "../rule.ts";

/** Two ports of a pod with the same name. */
export const duplicatePortName: Rule = {
  id: "duplicate-port-name",
  topic: "objects",
  severity: "error",
  sentence: "The names of a container's ports differ, and those of a pod's wherever a Service uses them.",
  why: "A Service takes the first one; within one container the API server refuses the object.",
  remedy: "rename one of them",
  // Monitors take both ports, and a probe looks in its own container.
  // Source: Kubernetes 1.34, FindPort in pkg/api/v1/pod/util.go and validateContainerPorts in pkg/apis/core/validation/validation.go.
  *check(cluster, { complete }) {
    for (const pods of podsOf(cluster)) {
      const seen = new Map<string, string>();
      for (const [index, { name: container = "", ports = [] }] of (pods.spec.containers ?? []).entries()) {
        const own = new Set<string>();
        for (const [at, { name, protocol = "TCP" }] of ports.entries()) {
          if (name === undefined) continue;
          const id = `${protocol} ${name}`;
          const first = own.has(name) ? container : seen.get(id);
          own.add(name);
          if (first === undefined) seen.set(id, container);
          const service = serviceAsking(cluster, pods, name, protocol);
          const isClear = first === container || service !== undefined;
          if (first === undefined || (!isClear && complete)) continue;
          yield {
            object: pods.owner,
            field: `${pods.field}.containers[${index}].ports[${at}].name`,
            value: name,
            what: `container ${first} has a port of the same name${service ? `, for which ${nameOf(service)} asks` : ""}`,
            ...(!isClear && { uncertain: "no Service among the objects asks for it" }),
          };
        }
      }
    }
  },
};
