import { missingOf } from "../model/network/backends.ts";
import type { Rule } from "../rule.ts";

/** An Ingress that leads to a Service or port that is not there. */
export const ingressWithoutBackend: Rule = {
  id: "ingress-without-backend",
  topic: "objects",
  severity: "error",
  sentence: "Each Service that an Ingress names exists with that port.",
  why: "Users get 503 or 404 there.",
  remedy: "mend the name or the port",
  *check(cluster, world) {
    for (const object of cluster.all("Ingress")) {
      const { defaultBackend, rules = [] } = object.body.spec ?? {};
      const namespace = object.namespace ?? "default";
      const backends = [
        { backend: defaultBackend, field: "spec.defaultBackend" },
        ...rules.flatMap(({ http }, rule) =>
          (http?.paths ?? []).map(({ backend }, index) => ({
            backend,
            field: `spec.rules[${rule}].http.paths[${index}].backend`,
          })),
        ),
      ];
      for (const { backend, field } of backends) {
        const { name, port } = backend?.service ?? {};
        if (name === undefined) continue;
        const places = { field: `${field}.service`, namespace, name, port: port?.name || port?.number };
        const missing = missingOf(cluster, world, places);
        if (missing) yield { object, ...missing };
      }
    }
  },
};
