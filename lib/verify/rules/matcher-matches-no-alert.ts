import { open } from "../../promql/metric.ts";
import { configurationsOf } from "../model/alertmanager.ts";
import type { Place } from "../model/alertmanager-part.ts";
import { alertsOf, valuesIn } from "../model/alerts.ts";
import type { Cluster } from "../model/cluster.ts";
import { type Matcher, matcherText, matches } from "../model/matcher.ts";
import { near } from "../model/near.ts";
import { withBelow } from "../model/routing.ts";
import type { Rule } from "../rule.ts";
import type { World } from "../world.ts";

/** A route or an inhibition for alerts that there are not. */
export const matcherMatchesNoAlert: Rule = {
  id: "matcher-matches-no-alert",
  topic: "alerts",
  severity: "error",
  sentence: "The matchers of routes and inhibitions match alerts that there are.",
  why: "An alert was renamed, perhaps: it now takes another way, or is no longer inhibited.",
  remedy: "match labels that an alert has, or remove the route or the inhibition",
  *check(cluster, world) {
    if (alertsOf(cluster).length === 0) return;
    const unless = world.complete ? {} : { uncertain: "alerts may come from rules that are not among the objects" };
    const tell = askEach(cluster, world);
    for (const [place, matchers] of matchersIn(cluster))
      for (const matcher of matchers) {
        const { isMatched, values } = tell(matcher);
        if (!isMatched)
          yield {
            ...place,
            value: matcherText(matcher),
            what: "no alert matches this",
            ...near(matcher.value, values),
            ...unless,
          };
        // Of names that are listed each is meant.
        else if (matcher.name === "alertname" && matcher.operator === "=~" && /^[\w|]+$/.test(matcher.value))
          for (const name of matcher.value.split("|"))
            if (!values.has(name))
              yield {
                ...place,
                value: matcherText(matcher),
                what: `no alert is called ${name}`,
                ...near(name, values),
                ...unless,
              };
      }
  },
};

const matchersIn = (cluster: Cluster): readonly (readonly [Place, readonly Matcher[]])[] =>
  configurationsOf(cluster).flatMap(({ root, inhibitions }) => [
    ...(root ? withBelow(root) : []).map(({ object, field, matchers }) => [{ object, field }, matchers] as const),
    ...inhibitions.flatMap(({ object, field, source, target }) => [
      [{ object, field: `${field}, its source` }, source] as const,
      [{ object, field: `${field}, its target` }, target] as const,
    ]),
  ]);

/** Whether any alert has the label as a matcher wants it, and all values that are known of the label; each matcher is asked once. */
function askEach(cluster: Cluster, world: World) {
  const known = new Map<string, { readonly isMatched: boolean; readonly values: ReadonlySet<string> }>();
  return (matcher: Matcher) => {
    const text = matcherText(matcher);
    const found = known.get(text) ?? asked(cluster, world, matcher);
    known.set(text, found);
    return found;
  };
}

function asked(cluster: Cluster, world: World, matcher: Matcher) {
  const all = alertsOf(cluster).map((alert) => valuesIn(cluster, world, alert, matcher.name));
  return {
    isMatched: all.some((values) => matches(matcher, values) !== "no"),
    values: new Set(all.flatMap((values) => (values === open ? [] : values)).filter((value) => value !== "")),
  };
}
