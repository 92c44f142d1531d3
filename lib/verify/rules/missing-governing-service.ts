import { near } from "../model/near.ts";
import { elsewhereOrMade } from "../model/pods/makers.ts";
import type { Rule } from "../rule.ts";

/** A StatefulSet whose Service for the names of its pods is not there, or has an address of its own. */
export const missingGoverningService: Rule = {
  id: "missing-governing-service",
  topic: "objects",
  severity: "error",
  sentence: "The Service that a StatefulSet names exists and is headless.",
  why: "Its pods have no names in DNS, so that they and their clients do not find each other.",
  remedy: "define the Service with clusterIP: None",
  *check(cluster, world) {
    for (const object of cluster.all("StatefulSet")) {
      const { serviceName: name } = object.body.spec ?? {};
      const namespace = object.namespace ?? "default";
      if (name === undefined || name === "") continue;
      const service = cluster.find("Service", namespace, name);
      if (service?.body.spec?.clusterIP === "None") continue;
      yield {
        object,
        field: "spec.serviceName",
        value: name,
        ...(service
          ? { what: `Service ${namespace}/${name} is not headless`, uncertain: "pods may do without names" }
          : {
              what: `no Service of namespace ${namespace} has this name`,
              ...near(
                name,
                cluster.in("Service", namespace).map((each) => each.name),
              ),
              ...elsewhereOrMade(cluster, world, namespace, "services", name),
            }),
      };
    }
  },
};
