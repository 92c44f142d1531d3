import { configurationsOf } from "../model/alertmanager/alertmanager.ts";
import type { Receiver } from "../model/alertmanager/alertmanager-part.ts";
import { alertsOf, isHeartbeat } from "../model/alertmanager/alerts.ts";
import { endsOf } from "../model/alertmanager/routing.ts";
import type { Rule } from "../rule.ts";

/** No alert that fires always, or one that nobody outside waits for. */
export const heartbeatStaysInside: Rule = {
  id: "heartbeat-stays-inside",
  topic: "alerts",
  severity: "warning",
  sentence: "An alert that always fires is sent to somebody outside of the cluster.",
  why: "When Prometheus, Alertmanager or the whole cluster is down, silence looks like health.",
  remedy: "route an alert with the expression vector(1) to a dead-man's switch that runs elsewhere",
  *check(cluster, world) {
    for (const configuration of configurationsOf(cluster)) {
      const { alertmanager: object, root, isMadeUp, alerts } = configuration;
      if (root === undefined || isMadeUp || alerts.length === 0) continue;
      const heartbeats = alerts.filter(isHeartbeat);
      const others = world.complete ? {} : { uncertain: "one may be among rules that are not among the objects" };
      const none = alertsOf(cluster).some(isHeartbeat)
        ? "no alert that is sent to it fires always"
        : "no alert fires always";
      if (heartbeats.length === 0) yield { object, field: "", what: none, ...others };
      const ends = heartbeats.flatMap((alert) => endsOf(cluster, world, alert, configuration));
      const [silent] = heartbeats;
      if (
        silent === undefined ||
        ends.length === 0 ||
        ends.some(({ receiver }) => receiver.sends && !isInside(receiver))
      )
        continue;
      yield {
        object,
        field: "",
        value: silent.name,
        what: `it ends at ${[...new Set(ends.map(({ receiver }) => receiver.name))].join(", ")}, where nothing leaves the cluster`,
      };
    }
  },
};

/** Whether all addresses that it names are of the cluster itself. */
function isInside({ integrations }: Receiver): boolean {
  const hosts = [...JSON.stringify(integrations).matchAll(/"https?:\/\/([^/":]+)/g)].map(([, host = ""]) => host);
  return hosts.length > 0 && hosts.every((host) => !host.includes(".") || /\.(svc|local)$|\.svc\./.test(host));
}
