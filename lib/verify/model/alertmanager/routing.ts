import type { World } from "../../world.ts";
import type { Cluster } from "../cluster.ts";
import { type Answer, both } from "../perhaps.ts";
import type { Configuration } from "./alertmanager.ts";
import type { Receiver, Route } from "./alertmanager-part.ts";
import { type Matcher, matches } from "./matcher.ts";
import { type Sent, valuesIn } from "./sent.ts";

/** Where an alert ends. */
export interface End {
  readonly receiver: Receiver;
  /** The last route on its way. */
  readonly route: Route;
  /** `unknown` where labels decide that come from the series. */
  readonly answer: Answer;
}

/** Whether an alert has the labels that all matchers want. */
export const answers = (cluster: Cluster, world: World, alert: Sent, matchers: readonly Matcher[]): Answer =>
  matchers.reduce<Answer>(
    (so, matcher) => (so === "no" ? so : both(so, matches(matcher, valuesIn(cluster, world, alert, matcher.name)))),
    "yes",
  );

/** All receivers that may be told of an alert. */
export function endsOf(
  cluster: Cluster,
  world: World,
  alert: Sent,
  { root, receivers }: Configuration,
): readonly End[] {
  const below = (route: Route, inherited: string, answer: Answer): End[] => {
    const name = route.receiver ?? inherited;
    const found: End[] = [];
    let own = answer;
    for (const child of route.routes) {
      const matched = answers(cluster, world, alert, child.matchers);
      if (matched === "no") continue;
      found.push(...below(child, name, both(own === "no" ? answer : own, matched)));
      if (matched === "yes") {
        own = "no";
        if (!child.continue) return found;
      } else if (own === "yes") own = "unknown";
    }
    const receiver = receivers.get(name);
    return own === "no" || receiver === undefined ? found : [...found, { receiver, route, answer: own }];
  };
  return root === undefined ? [] : below(root, "", "yes");
}

/** A route and all below it. */
export const withBelow = (route: Route): readonly Route[] => [route, ...route.routes.flatMap(withBelow)];
