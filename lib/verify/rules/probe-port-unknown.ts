import { near } from "../model/near.ts";
import { containersOf, podsOf } from "../model/pods/pods.ts";
import type { Rule } from "../rule.ts";

/** A probe of a port name that its container does not have. */
export const probePortUnknown: Rule = {
  id: "probe-port-unknown",
  topic: "objects",
  severity: "error",
  sentence: "The port of a probe or a hook that is a name is one of its container's ports.",
  why: "It always fails: the container is restarted for ever, or never becomes ready.",
  remedy: "name a port of this container, or use the number",
  *check(cluster) {
    for (const { owner, spec, field } of podsOf(cluster))
      for (const { container, field: below } of containersOf(spec)) {
        const names = new Set((container.ports ?? []).flatMap(({ name }) => name ?? []));
        const { livenessProbe, readinessProbe, startupProbe, lifecycle: { postStart, preStop } = {} } = container;
        const asking = { livenessProbe, readinessProbe, startupProbe };
        const handlers = { ...asking, "lifecycle.postStart": postStart, "lifecycle.preStop": preStop };
        for (const [probe, handler] of Object.entries(handlers))
          for (const way of ["httpGet", "tcpSocket"] as const) {
            const port = handler?.[way]?.port;
            if (typeof port !== "string" || names.has(port)) continue;
            yield {
              object: owner,
              field: `${field}.${below}.${probe}.${way}.port`,
              value: port,
              ...(/^\d+$/.test(port)
                ? { what: "a name has a letter at least", remedy: `write ${port} without quotes` }
                : { what: `container ${container.name} has no port of this name`, ...near(port, names) }),
            };
          }
      }
  },
};
