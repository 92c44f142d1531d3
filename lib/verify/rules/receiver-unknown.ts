import { configurationsOf, inScope, partsOf } from "../model/alertmanager/alertmanager.ts";
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
    for (const { root } of configurationsOf(cluster)) {
      if (root === undefined) continue;
      if (root.receiver !== undefined || seen.has(idOf(root))) continue;
      seen.add(idOf(root));
      const { object, field } = root;
      yield { object, field: `${field}.receiver`, what: "the first of all routes needs a receiver of its own" };
    }
    for (const { route: first, receivers } of partsOf(cluster)) {
      const names = receivers.map(({ name }) => name);
      for (const route of first ? withBelow(first) : []) {
        const { receiver, object, field } = route;
        if (receiver === undefined || names.includes(receiver) || seen.has(idOf(route))) continue;
        seen.add(idOf(route));
        const { value, own } = inScope(receiver, names);
        yield { object, field: `${field}.receiver`, value, what: "no receiver has this name", ...near(value, own) };
      }
    }
  },
};

const idOf = ({ object, field }: Route) => `${object.namespace}/${object.name}/${field}`;
