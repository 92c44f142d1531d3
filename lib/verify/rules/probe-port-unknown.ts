import { near } from "../model/near.ts";
import { containersOf, podsOf } from "../model/pods.ts";
import type { Rule } from "../rule.ts";

/** A probe of a port name that its container does not have. */
export const probePortUnknown: Rule = {
  id: "probe-port-unknown",
  topic: "objects",
  severity: "error",
  sentence: "A probe's port that is a name is one of its container's ports.",
  why: "The probe always fails: the container is restarted for ever, or never becomes ready.",
  remedy: "name a port of this container, or use the number",
  *check(cluster) {
    for (const { owner, spec, field } of podsOf(cluster))
      for (const { container, field: below } of containersOf(spec)) {
        const names = new Set((container.ports ?? []).flatMap(({ name }) => name ?? []));
        for (const probe of ["livenessProbe", "readinessProbe", "startupProbe"] as const)
          for (const way of ["httpGet", "tcpSocket"] as const) {
            const port = container[probe]?.[way]?.port;
            if (typeof port !== "string" || /^\d+$/.test(port) || names.has(port)) continue;
            yield {
              object: owner,
              field: `${field}.${below}.${probe}.${way}.port`,
              value: port,
              what: `container ${container.name} has no port of this name`,
              ...near(port, names),
            };
          }
      }
  },
};
