import { parse } from "yaml";
import { seconds } from "../../../lib/promql/duration.ts";
import type { Duration } from "../../../lib/promql/promql.ts";
import type { KubernetesObject } from "../kubectl.ts";

type Labels = Readonly<Record<string, string>>;

/** How an alert reaches a receiver; times in seconds. */
export interface Route {
  readonly receiver: string;
  /** How long the rest of a group is waited for. */
  readonly wait: number;
  /** How often a group tells what is new. */
  readonly interval: number;
}

/** A route as both kinds of configuration have it, under their own names. */
interface RenderedRoute {
  readonly receiver: string;
  readonly matchers: readonly (string | { readonly name: string; readonly value: string })[];
  readonly continue?: boolean;
  readonly groupWait?: Duration;
  readonly group_wait?: Duration;
  readonly groupInterval?: Duration;
  readonly group_interval?: Duration;
}

/** What Alertmanager does where a route does not say. */
const [usualWait, usualInterval] = [30, 300];

/** Where an environment's rendered objects send an alert. */
export function routesFor(objects: readonly KubernetesObject[], labels: Labels): Route[] {
  return configurations(objects).flatMap((routes) => {
    const matching = routes.filter(({ matchers }) => matchers.every((each) => matches(each, labels)));
    const last = matching.findIndex((each) => each.continue !== true);
    return matching
      .slice(0, last < 0 ? undefined : last + 1)
      .filter(({ receiver }) => receiver !== "nobody")
      .map((route) => ({
        receiver: route.receiver,
        wait: secondsOf(route.groupWait ?? route.group_wait) ?? usualWait,
        interval: secondsOf(route.groupInterval ?? route.group_interval) ?? usualInterval,
      }));
  });
}

/** The routes of each AlertmanagerConfig, and of the base configuration. */
function configurations(objects: readonly KubernetesObject[]): (readonly RenderedRoute[])[] {
  const resources = objects
    .filter(({ kind }) => kind === "AlertmanagerConfig")
    .map(({ spec }) => spec as { route: { routes: readonly RenderedRoute[] } });
  const bases = objects
    .filter(({ kind }) => kind === "Secret")
    .flatMap(({ stringData }) => (stringData as Labels | undefined)?.["alertmanager.yaml"] ?? [])
    .map((text) => parse(text) as { route: { routes?: readonly RenderedRoute[] } });
  return [...resources, ...bases].map(({ route: { routes = [] } }) => routes);
}

function matches(matcher: RenderedRoute["matchers"][number], labels: Labels): boolean {
  if (typeof matcher !== "string") return labels[matcher.name] === matcher.value;
  const [, name = "", value] = /^(\w+) = "(.*)"$/.exec(matcher) ?? [];
  if (value === undefined) throw new Error(`a matcher of another kind than was known: ${matcher}`);
  return labels[name] === value;
}

const secondsOf = (duration: Duration | undefined) => (duration === undefined ? undefined : seconds(duration));
