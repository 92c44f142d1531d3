import { elsewhere } from "../model/elsewhere.ts";
import { near } from "../model/near.ts";
import { childrenOf, chosen, parentsOf } from "../model/network/routes.ts";
import type { Rule } from "../rule.ts";

/** A route at a Gateway or a listener that is not there. */
export const missingParent: Rule = {
  id: "missing-parent",
  topic: "objects",
  severity: "error",
  sentence: "The Gateway or ListenerSet at which a route attaches exists, with the listener that it chooses.",
  why: "The route is accepted by the API server and by nobody else: users get 404.",
  remedy: "mend name, namespace, sectionName or port",
  *check(cluster, world) {
    for (const object of childrenOf(cluster))
      for (const parent of parentsOf(object)) {
        const { field, kind, namespace, name, sectionName, port } = parent;
        const found = cluster.find(kind, namespace, name);
        if (!found) {
          const known = cluster.in(kind, namespace).map((each) => each.name);
          yield {
            object,
            field: `${field}.name`,
            value: name,
            what: `no ${kind} of namespace ${namespace} has this name`,
            ...near(name, known),
            ...elsewhere(cluster, world, namespace),
          };
        } else if (chosen(parent, found).length === 0) {
          const known = (found.body.spec?.listeners ?? []).flatMap((listener) => listener.name ?? []);
          const isPort = sectionName === undefined || known.includes(sectionName);
          yield {
            object,
            field: isPort ? `${field}.port` : `${field}.sectionName`,
            value: isPort ? `${port}` : sectionName,
            lacking: found,
            what: `${kind} ${namespace}/${name} has no such listener`,
            ...(!isPort && near(sectionName, known)),
          };
        }
      }
  },
};
