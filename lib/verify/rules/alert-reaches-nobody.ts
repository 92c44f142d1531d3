import { type Configuration, configurationsOf } from "../model/alertmanager/alertmanager.ts";
import { baseKey } from "../model/alertmanager/alertmanager-file.ts";
import type { Receiver } from "../model/alertmanager/alertmanager-part.ts";
import { type Alert, isHeartbeat } from "../model/alertmanager/alerts.ts";
import { type End, endsOf } from "../model/alertmanager/routing.ts";
import type { Sent } from "../model/alertmanager/sent.ts";
import type { Cluster } from "../model/cluster.ts";
import { byHand } from "../model/elsewhere.ts";
import { near } from "../model/near.ts";
import { elsewhereOrMade } from "../model/pods/makers.ts";
import { storesIn } from "../model/pods/stores.ts";
import type { Rule } from "../rule.ts";
import type { World } from "../world.ts";

/** How many alerts a message names. */
const named = 5;

/** Alerts whose route ends at a receiver without any integration. */
export const alertReachesNobody: Rule = {
  id: "alert-reaches-nobody",
  topic: "alerts",
  severity: "error",
  sentence: "The route of every alert ends at a receiver that sends.",
  why: "The alert fires, and nobody hears of it.",
  remedy:
    "give the receiver an integration, or a route that matches these alerts; an AlertmanagerConfig matches only alerts of its own namespace unless alertmanagerConfigMatcherStrategy says otherwise; severity none marks what is meant to be silent",
  *check(cluster, world) {
    for (const { receiver, alerts } of deaf(cluster, world)) {
      const { object, field, insteadOf } = receiver;
      const who = endingThere([...alerts].map(({ name }) => name));
      yield insteadOf === undefined
        ? { object, field, value: receiver.name, what: `it sends nothing, and ${who}` }
        : { object, field, value: insteadOf, ...without(cluster, world, object.namespace ?? "", insteadOf, who) };
    }
  },
};

function endingThere(names: readonly string[]): string {
  const more = names.length > named ? ` and ${names.length - named} more` : "";
  return `${names.slice(0, named).join(", ")}${more} end${names.length === 1 ? "s" : ""} there`;
}

/** The Secret that is missing where the operator had to make a configuration up. */
const without = (cluster: Cluster, world: World, namespace: string, secret: string, who: string) => ({
  what: `no Secret of namespace ${namespace} has this name, so the operator makes up a receiver that sends nothing, and ${who}`,
  remedy: `define it with the key ${baseKey}, or route these alerts by an AlertmanagerConfig`,
  ...near(secret, storesIn(cluster, "Secret", namespace)),
  ...elsewhereOrMade(cluster, world, namespace, "secrets", secret),
  ...byHand(world, "Secret"),
});

/** Receivers without integration, by where they stand, with the alerts that surely end there and nowhere else. */
function deaf(cluster: Cluster, world: World): Iterable<{ readonly receiver: Receiver; readonly alerts: Set<Alert> }> {
  const found = new Map<string, { readonly receiver: Receiver; readonly alerts: Set<Alert> }>();
  for (const ways of waysOf(cluster, world)) {
    // What one Alertmanager keeps to itself, another may tell.
    if (ways.some(({ to, ends }) => to.root === undefined || ends.some(({ receiver }) => receiver.sends))) continue;
    for (const { alert, to, ends } of ways) {
      if (ends.some((end) => isMeant(end, to))) continue;
      for (const { receiver } of ends) {
        const id = `${receiver.object.namespace}/${receiver.object.name}/${receiver.field}`;
        const known = found.get(id) ?? { receiver, alerts: new Set() };
        found.set(id, known);
        known.alerts.add(alert.rule);
      }
    }
  }
  return found.values();
}

/** How an Alertmanager passes on an alert that it is sent. */
interface Way {
  readonly alert: Sent;
  readonly to: Configuration;
  readonly ends: readonly End[];
}

/** The ways of each alert that somebody shall hear of. */
function waysOf(cluster: Cluster, world: World): Iterable<readonly Way[]> {
  const found = new Map<Alert, Way[]>();
  for (const to of configurationsOf(cluster))
    for (const alert of to.alerts) {
      if (isHeartbeat(alert) || alert.labels["severity"] === "none") continue;
      const way = { alert, to, ends: endsOf(cluster, world, alert, to) };
      found.set(alert.rule, [...(found.get(alert.rule) ?? []), way]);
    }
  return found.values();
}

/** Names that people give to receivers which shall send nothing. */
const silent = /^(null|none|noop|void|silent|silence|ignore|drop|discard|black-?hole|dev-?null)\b/i;

/** Whether a route of its own leads there, by the alert's name or to a receiver whose name says that it is silent. */
const isMeant = ({ receiver, route }: End, { root }: Configuration): boolean =>
  route !== root &&
  (silent.test(receiver.name.slice(receiver.name.lastIndexOf("/") + 1)) ||
    route.matchers.some(({ name, operator }) => name === "alertname" && !operator.startsWith("!")));
