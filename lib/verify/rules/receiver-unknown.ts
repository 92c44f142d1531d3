import { configurationsOf, inScope } from "../model/alertmanager/alertmanager.ts";
import type { Route } from "../model/alertmanager/alertmanager-part.ts";
import { withBelow } from "../model/alertmanager/routing.ts";
import { near } from "../model/near.ts";
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
        const isMissing = receiver === undefined ? route === root : !receivers.has(receiver);
        if (!isMissing || seen.has(idOf(route))) continue;
        seen.add(idOf(route));
        const at = { object, field: `${field}.receiver` };
        if (receiver === undefined) yield { ...at, what: "the first of all routes needs a receiver of its own" };
        else {
          const { value, own } = inScope(receiver, receivers.keys());
          yield { ...at, value, what: "no receiver has this name", ...near(value, own) };
        }
      }
  },
};

const idOf = ({ object, field }: Route) => `${object.namespace}/${object.name}/${field}`;
