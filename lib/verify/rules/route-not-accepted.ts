import type { Cluster } from "../model/cluster.ts";
import type { Known } from "../model/manifest.ts";
import { serves, takesKind, takesListeners, takesNamespace } from "../model/network/acceptance.ts";
import { chosen, type Listener, type Parent, parentsOf, type Route, routesOf } from "../model/network/routes.ts";
import type { Answer } from "../model/perhaps.ts";
import type { Found, Rule } from "../rule.ts";
import type { World } from "../world.ts";

/** A route, or a ListenerSet, that its Gateway leaves out. */
export const routeNotAccepted: Rule = {
  id: "route-not-accepted",
  topic: "objects",
  severity: "error",
  sentence:
    "A Gateway accepts what attaches to it: routes by kind, namespace and host name, ListenerSets by namespace.",
  why: "Only the status of the route says that it is left out; users get 404, or what another route answers.",
  remedy: "widen allowedRoutes of the listener, or mend parentRefs or hostnames of the route",
  *check(cluster, world) {
    for (const route of routesOf(cluster)) {
      const attachments = parentsOf(route).flatMap((parent) => attachment(cluster, world, route, parent) ?? []);
      const refused = attachments.flatMap(({ refusal }) => refusal ?? []);
      yield* refused;
      const isOpen = attachments.length < (route.body.spec?.parentRefs ?? []).length;
      if (refused.length === 0 && !isOpen) yield* unserved(route, attachments);
    }
    for (const listeners of cluster.all("ListenerSet")) yield* ofListeners(cluster, world, listeners);
  },
};

/** How a route attaches to one of its parents. */
interface Attachment {
  /** The listeners that take it, as far as the objects tell. */
  readonly takers: readonly Listener[];
  readonly refusal?: Found;
}

/** Nothing where the parent or the listener is missing. */
function attachment(cluster: Cluster, world: World, object: Route, parent: Parent): Attachment | undefined {
  const listening = cluster.find(parent.kind, parent.namespace, parent.name);
  const listeners = listening ? chosen(parent, listening) : [];
  if (listeners.length === 0) return undefined;
  const { namespace = "default" } = object;
  const { hostnames = [] } = object.body.spec ?? {};
  const place = { object, field: parent.field, value: [parent.name, parent.sectionName ?? []].flat().join(" ") };

  const ofKind = listeners.filter((listener) => takesKind(listener, object));
  if (ofKind.length === 0) return { takers: [], refusal: { ...place, what: `its listeners take no ${object.kind}` } };

  const taken = (answer: Answer) =>
    ofKind.filter((listener) => takesNamespace(cluster, world, listener, parent.namespace, object) === answer);
  const certain = taken("yes");
  const takers = [...certain, ...taken("unknown")];
  const what = `its listeners take no routes of namespace ${namespace}`;
  if (takers.length === 0) return { takers, refusal: { ...place, what } };

  if (hostnames.length > 0 && !hostnames.some((host) => takers.some((listener) => serves(listener, host)))) {
    const served = takers.map(({ hostname }) => hostname).join(", ");
    return { takers, refusal: { ...place, what: `its listeners serve ${served}, and no host name of this route` } };
  }
  const uncertain = `the labels of namespace ${namespace} are not among the objects`;
  return { takers, ...(certain.length === 0 && { refusal: { ...place, what, uncertain } }) };
}

/** Host names that no listener serves, where the route has others. */
function* unserved(object: Route, attachments: readonly Attachment[]): Iterable<Found> {
  const takers = attachments.flatMap((each) => each.takers);
  for (const [index, host] of (object.body.spec?.hostnames ?? []).entries())
    if (takers.length > 0 && !takers.some((listener) => serves(listener, host)))
      yield {
        object,
        field: `spec.hostnames[${index}]`,
        value: host,
        what: "no listener to which this route attaches serves it",
      };
}

function* ofListeners(cluster: Cluster, world: World, object: Known<"ListenerSet">): Iterable<Found> {
  for (const { field, namespace, name } of parentsOf(object)) {
    const gateway = cluster.find("Gateway", namespace, name);
    const answer = gateway ? takesListeners(cluster, world, gateway, object) : "yes";
    if (answer === "yes") continue;
    yield {
      object,
      field,
      value: name,
      what: `Gateway ${namespace}/${name} takes no ListenerSets of namespace ${object.namespace}`,
      remedy: "widen spec.allowedListeners of the Gateway",
      ...(answer === "unknown" && {
        uncertain: `the labels of namespace ${object.namespace} are not among the objects`,
      }),
    };
  }
}
