import { inScope, partsOf } from "../model/alertmanager/alertmanager.ts";
import { withBelow } from "../model/alertmanager/routing.ts";
import { near } from "../model/near.ts";
import type { Rule } from "../rule.ts";

/** A route that is muted at times that nobody defines. */
export const timeIntervalUnknown: Rule = {
  id: "time-interval-unknown",
  topic: "alerts",
  severity: "error",
  sentence: "Routes name time intervals that are defined beside them.",
  why: "Alertmanager, or the operator, rejects the whole configuration and goes on with the last one.",
  remedy: "define the time interval, or name one that is",
  *check(cluster) {
    const seen = new Set<string>();
    for (const { route, intervals } of partsOf(cluster))
      for (const { object, field, intervals: named } of route ? withBelow(route) : [])
        for (const name of named) {
          const id = `${object.namespace}/${object.name}/${field} ${name}`;
          if (intervals.includes(name) || seen.has(id)) continue;
          seen.add(id);
          const { value, own } = inScope(name, intervals);
          yield { object, field, value, what: "no time interval has this name", ...near(value, own) };
        }
  },
};
