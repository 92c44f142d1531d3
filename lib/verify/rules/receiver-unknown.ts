import { configurationsOf, type Route } from "../model/alertmanager.ts";
import { near } from "../model/near.ts";
import { withBelow } from "../model/routing.ts";
import type { Rule } from "../rule.ts";

/** A route to a receiver that is not defined. */
export const receiverUnknown: Rule = {
  id: "receiver-unknown",
  topic: "alerts",
  severity: "error",
  sentence: "Routes name receivers that are defined beside them.",
  why: "Alertmanager, or the operator, rejects the whole configuration and goes on with the last one.",
  remedy: "define the receiver, or name one that is",
  *check(cluster) {
    const seen = new Set<string>();
    for (const { root, receivers } of configurationsOf(cluster))
      for (const route of root ? withBelow(root) : []) {
        const { receiver, object, field } = route;
        if (receiver === undefined || receivers.has(receiver) || seen.has(idOf(route))) continue;
        seen.add(idOf(route));
        const scope = receiver.slice(0, receiver.lastIndexOf("/") + 1);
        const own = [...receivers.keys()]
          .filter((name) => name.startsWith(scope))
          .map((name) => name.slice(scope.length));
        const value = receiver.slice(scope.length);
        yield { object, field: `${field}.receiver`, value, what: "no receiver has this name", ...near(value, own) };
      }
  },
};

const idOf = ({ object, field }: Route) => `${object.namespace}/${object.name}/${field}`;
