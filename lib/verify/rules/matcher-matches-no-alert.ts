import { open } from "../../promql/metric.ts";
import { type Configuration, configurationsOf } from "../model/alertmanager/alertmanager.ts";
import type { Place } from "../model/alertmanager/alertmanager-part.ts";
import { type Matcher, matcherText, matches } from "../model/alertmanager/matcher.ts";
import { withBelow } from "../model/alertmanager/routing.ts";
import { valuesIn } from "../model/alertmanager/sent.ts";
import type { Cluster } from "../model/cluster.ts";
import { nameOf } from "../model/manifest.ts";
import { near } from "../model/near.ts";
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
    const unless = world.complete ? {} : { uncertain: "alerts may come from rules that are not among the objects" };
    const tell = askEach(cluster, world);
    for (const { place, matcher, by } of asksIn(cluster)) {
      const { isMatched, values } = tell(matcher, by);
      const at = { ...place, value: matcherText(matcher) };
      const none = `no alert${by.length < configurationsOf(cluster).length ? ` that is sent to ${namesOf(by)}` : ""}`;
      if (!isMatched) yield { ...at, what: `${none} matches this`, ...near(matcher.value, values), ...unless };
      // Of names that are listed each is meant.
      else if (matcher.name === "alertname" && matcher.operator === "=~" && /^[\w|]+$/.test(matcher.value))
        for (const name of matcher.value.split("|"))
          if (!values.has(name)) yield { ...at, what: `${none} is called ${name}`, ...near(name, values), ...unless };
    }
  },
};

const namesOf = (all: readonly Configuration[]) => all.map(({ alertmanager }) => nameOf(alertmanager)).join(" or ");

/** A matcher where it stands, with those that are told it: an AlertmanagerConfig may be for several. */
interface Ask {
  readonly place: Place;
  readonly matcher: Matcher;
  readonly by: readonly Configuration[];
}

/** All matchers of those whose alerts are known. */
function asksIn(cluster: Cluster): readonly Ask[] {
  const found = new Map<string, { by: Configuration[] } & Ask>();
  for (const configuration of configurationsOf(cluster)) {
    if (configuration.alerts.length === 0) continue;
    for (const [place, matchers] of matchersIn(configuration))
      for (const matcher of matchers) {
        const id = `${place.object.namespace}/${place.object.name}/${place.field} ${matcherText(matcher)}`;
        const known = found.get(id);
        if (known === undefined) found.set(id, { place, matcher, by: [configuration] });
        else if (!known.by.includes(configuration)) known.by.push(configuration);
      }
  }
  return [...found.values()];
}

const matchersIn = ({ routes, inhibitions }: Configuration): readonly (readonly [Place, readonly Matcher[]])[] => [
  ...routes.flatMap(withBelow).map(({ object, field, matchers }) => [{ object, field }, matchers] as const),
  ...inhibitions.flatMap(({ object, field, source, target }) => [
    [{ object, field: `${field}, its source` }, source] as const,
    [{ object, field: `${field}, its target` }, target] as const,
  ]),
];

/** Whether any alert has the label as a matcher wants it, and all values that are known of the label; each matcher is asked once. */
function askEach(cluster: Cluster, world: World) {
  const known = new Map<string, ReturnType<typeof asked>>();
  return (matcher: Matcher, by: readonly Configuration[]) => {
    const id = `${namesOf(by)} ${matcherText(matcher)}`;
    const found = known.get(id) ?? asked(cluster, world, matcher, by);
    known.set(id, found);
    return found;
  };
}

function asked(
  cluster: Cluster,
  world: World,
  matcher: Matcher,
  by: readonly Configuration[],
): { readonly isMatched: boolean; readonly values: ReadonlySet<string> } {
  const all = by.flatMap(({ alerts }) => alerts.map((alert) => valuesIn(cluster, world, alert, matcher.name)));
  return {
    isMatched: all.some((values) => matches(matcher, values) !== "no"),
    values: new Set(all.flatMap((values) => (values === open ? [] : values)).filter((value) => value !== "")),
  };
}
