import { near } from "../model/near.ts";
import { containersOf, podsIn } from "../model/pods.ts";
import { selects } from "../model/selector.ts";
import type { Rule } from "../rule.ts";

/** A Service port that leads to a port name which no container has. */
export const servicePortWithoutContainerPort: Rule = {
  id: "service-port-without-container-port",
  topic: "objects",
  severity: "error",
  sentence: "A target port that is a name is a port of the containers which the Service selects.",
  why: "The Service has no endpoints at this port: connections are refused and its monitors have no target.",
  remedy: "name a port of the containers, or use the number",
  *check(cluster) {
    for (const object of cluster.all("Service")) {
      const { selector = {}, ports = [] } = object.body.spec ?? {};
      const named = ports.some(({ targetPort }) => typeof targetPort === "string");
      if (!named || Object.keys(selector).length === 0) continue;
      const pods = podsIn(cluster, object.namespace ?? "default").filter(({ labels }) =>
        selects({ matchLabels: selector }, labels),
      );
      if (pods.length === 0) continue;
      const names = new Set(
        pods.flatMap(({ spec }) =>
          containersOf(spec).flatMap(({ container }) => (container.ports ?? []).flatMap(({ name }) => name ?? [])),
        ),
      );
      for (const [index, { targetPort }] of ports.entries()) {
        if (typeof targetPort !== "string" || /^\d+$/.test(targetPort) || names.has(targetPort)) continue;
        yield {
          object,
          field: `spec.ports[${index}].targetPort`,
          value: targetPort,
          what: "no container of the pods that it selects has a port of this name",
          ...near(targetPort, names),
        };
      }
    }
  },
};
