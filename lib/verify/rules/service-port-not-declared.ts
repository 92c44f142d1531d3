import { containersOf, podsIn } from "../model/pods/pods.ts";
import { selects } from "../model/selector.ts";
import type { Rule } from "../rule.ts";

/** A Service port that leads to a port number which the containers do not declare although they declare others. */
export const servicePortNotDeclared: Rule = {
  id: "service-port-not-declared",
  topic: "objects",
  severity: "warning",
  sentence: "A target port that is a number is among the ports that the containers declare, where they declare any.",
  why: "Either the program listens elsewhere and connections are refused, or whoever reads the pod misses a port.",
  remedy: "declare the port, best with a name that the Service uses",
  *check(cluster) {
    for (const object of cluster.all("Service")) {
      const { selector = {}, ports = [] } = object.body.spec ?? {};
      if (Object.keys(selector).length === 0) continue;
      const pods = podsIn(cluster, object.namespace ?? "default").filter(({ labels }) =>
        selects({ matchLabels: selector }, labels),
      );
      const declared = new Set(
        pods.flatMap(({ spec }) =>
          containersOf(spec).flatMap(({ container }) =>
            (container.ports ?? []).flatMap(({ containerPort }) => containerPort ?? []),
          ),
        ),
      );
      if (declared.size === 0) continue;
      for (const [index, { port, targetPort = port }] of ports.entries()) {
        const number = Number(targetPort);
        if (!Number.isInteger(number) || declared.has(number)) continue;
        yield {
          object,
          field: `spec.ports[${index}].targetPort`,
          value: `${targetPort}`,
          what: `the containers of its pods declare ${[...declared].join(", ")} only`,
        };
      }
    }
  },
};
