import { type Configuration, configurationsOf } from "../model/alertmanager.ts";
import type { Receiver } from "../model/alertmanager-part.ts";
import { alertsOf, isHeartbeat } from "../model/alerts.ts";
import type { Cluster } from "../model/cluster.ts";
import { type End, endsOf } from "../model/routing.ts";
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
    for (const [receiver, names] of deaf(cluster, world)) {
      const more = names.length > named ? ` and ${names.length - named} more` : "";
      yield {
        object: receiver.object,
        field: receiver.field,
        value: receiver.name,
        what: `it sends nothing, and ${names.slice(0, named).join(", ")}${more} end${names.length === 1 ? "s" : ""} there`,
      };
    }
  },
};

/** Receivers without integration, with the alerts that surely end there and nowhere else. */
function deaf(cluster: Cluster, world: World): ReadonlyMap<Receiver, readonly string[]> {
  const found = new Map<Receiver, string[]>();
  for (const configuration of configurationsOf(cluster))
    for (const alert of alertsOf(cluster)) {
      if (isHeartbeat(alert) || alert.labels["severity"] === "none") continue;
      const ends = endsOf(cluster, world, alert, configuration);
      if (ends.some((end) => end.receiver.sends || isMeant(end, configuration))) continue;
      for (const { receiver } of ends) found.set(receiver, [...(found.get(receiver) ?? []), alert.name]);
    }
  return found;
}

/** Names that people give to receivers which shall send nothing. */
const silent = /^(null|none|noop|void|silent|silence|ignore|drop|discard|black-?hole|dev-?null)\b/i;

/** Whether a route of its own leads there, by the alert's name or to a receiver whose name says that it is silent. */
const isMeant = ({ receiver, route }: End, { root }: Configuration): boolean =>
  route !== root &&
  (silent.test(receiver.name.slice(receiver.name.lastIndexOf("/") + 1)) ||
    route.matchers.some(({ name, operator }) => name === "alertname" && !operator.startsWith("!")));
