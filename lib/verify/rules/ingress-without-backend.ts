import { near } from "../model/near.ts";
import { elsewhereOrMade } from "../model/pods/makers.ts";
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
        const service = cluster.find("Service", namespace, name);
        const ports = service?.body.spec?.ports ?? [];
        if (!service)
          yield {
            object,
            field: `${field}.service.name`,
            value: name,
            what: `no Service of namespace ${namespace} has this name`,
            ...near(
              name,
              cluster.in("Service", namespace).map((each) => each.name),
            ),
            ...elsewhereOrMade(cluster, world, namespace, "services", name),
          };
        else if (!ports.some((each) => (port?.name ? each.name === port.name : each.port === port?.number)))
          yield {
            object,
            field: `${field}.service.port`,
            value: `${port?.name ?? port?.number}`,
            what: `Service ${namespace}/${name} has no such port`,
            ...near(
              `${port?.name}`,
              ports.flatMap((each) => each.name ?? []),
            ),
          };
      }
    }
  },
};
