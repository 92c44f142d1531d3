import { missingOf } from "../model/network/backends.ts";
import { backendsOf, routesOf } from "../model/network/routes.ts";
import type { Rule } from "../rule.ts";

/** A route of the Gateway API that leads to a Service or port that is not there. */
export const routeWithoutBackend: Rule = {
  id: "route-without-backend",
  topic: "objects",
  severity: "error",
  sentence: "Each Service that a route of a Gateway names exists with that port.",
  why: "Users get 500 for their share of the requests.",
  remedy: "mend the name, the namespace or the port",
  *check(cluster, world) {
    for (const object of routesOf(cluster))
      for (const backend of backendsOf(object)) {
        const missing = missingOf(cluster, world, backend);
        if (missing) yield { object, ...missing };
      }
  },
};
