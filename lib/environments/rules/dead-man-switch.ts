import { deadManIntervals, shortestBeat } from "../../alerting/dead-man-switch.ts";
import { seconds } from "../../promql/duration.ts";
import { hostOf, isOutsideName } from "../host.ts";
import type { Rule } from "../rule.ts";

/** Rules about the service that raises the alarm when monitoring itself is gone. */
export const deadManRules: readonly Rule[] = [
  {
    id: "dead-man-missing",
    what: "production needs a service outside that notices when its monitoring is gone",
    *check({ tier, receivers: { deadManSwitch } }) {
      if (tier === "production" && deadManSwitch === undefined)
        yield { field: "receivers.deadManSwitch", value: undefined, remedy: "declare its host, beat and timeout" };
    },
  },
  {
    id: "dead-man-inside",
    what: "a dead-man's switch in the cluster that it watches dies with it",
    *check({ cluster, receivers: { deadManSwitch }, prometheus, alertmanager, grafana }) {
      if (deadManSwitch === undefined) return;
      const { host } = deadManSwitch;
      const own = [cluster.url, prometheus.externalUrl, alertmanager.externalUrl, grafana.externalUrl].map(hostOf);
      if (!isOutsideName(host) || own.includes(host.toLowerCase()))
        yield {
          field: "receivers.deadManSwitch.host",
          value: host,
          remedy: "write the host name of a service elsewhere, without scheme and path",
        };
    },
  },
  {
    id: "dead-man-beat",
    what: `a beat is whole minutes, ${shortestBeat} at least: Alertmanager looks once a minute whether one is due`,
    *check({ receivers: { deadManSwitch } }) {
      if (deadManSwitch === undefined) return;
      const beat = seconds(deadManSwitch.beat);
      if (beat < seconds(shortestBeat) || beat % 60 > 0)
        yield { field: "receivers.deadManSwitch.beat", value: deadManSwitch.beat, remedy: "set 5m" };
    },
  },
  {
    id: "dead-man-timeout",
    what: "the service waits for the beat and one missed one, or a restart of Alertmanager raises the alarm",
    *check({ receivers: { deadManSwitch } }) {
      if (deadManSwitch === undefined) return;
      const { timeout, beat } = deadManSwitch;
      if (seconds(timeout) < 2 * seconds(beat))
        yield {
          field: "receivers.deadManSwitch.timeout",
          value: timeout,
          remedy: `set ${deadManIntervals(beat).minimumTimeout} or more`,
        };
    },
  },
];
