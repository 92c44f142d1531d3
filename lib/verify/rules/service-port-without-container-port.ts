import { near } from "../model/near.ts";
import { containersOf, podsIn } from "../model/pods/pods.ts";
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
      const known = pods.flatMap(({ spec }) =>
        containersOf(spec).flatMap(({ container: { ports: own = [] } }) =>
          own.flatMap(({ name, protocol = "TCP" }) => (name === undefined ? [] : [[name, protocol] as const])),
        ),
      );
      for (const [index, { targetPort, protocol = "TCP" }] of ports.entries()) {
        const names = new Set(known.filter(([, each]) => each === protocol).map(([name]) => name));
        if (typeof targetPort !== "string" || names.has(targetPort)) continue;
        yield {
          object,
          field: `spec.ports[${index}].targetPort`,
          value: targetPort,
          ...(pods[0] && { lacking: pods[0].owner }),
          ...(/^\d+$/.test(targetPort)
            ? { what: "a name has a letter at least", remedy: `write ${targetPort} without quotes` }
            : {
                what: `no container of the pods that it selects has a port of this name${protocol === "TCP" ? "" : ` for ${protocol}`}`,
                ...near(targetPort, names),
              }),
        };
      }
    }
  },
};
