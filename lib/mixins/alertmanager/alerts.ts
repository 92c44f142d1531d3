import { alertmanagerConfigLastReloadSuccessful } from "../../../imports/metrics/alertmanager.ts";
import { lately } from "../../promql/lately.ts";
import { promql } from "../../promql/promql.ts";
import { componentAlerts } from "../alerts.ts";
import { failedShare, unseenMembers } from "./rules.ts";

/** The share of failing messages at which AlertmanagerNotificationsFail fires; single ones are retried. */
export const failedLimit = 0.05;

/** So many instances may be out of sight. */
export const none = 0;

/** What Alertmanager says of its configuration while it runs with the one that it was given last. */
export const current = 1;

export const alerts = componentAlerts({
  // What is broken cannot tell of itself: the receivers that still work do.
  AlertmanagerNotificationsFail: {
    expr: promql`${failedShare()} > ${failedLimit}`,
    for: "5m",
    severity: "critical",
    identity: ["integration"],
    summary: "Messages to {{ $labels.integration }} do not arrive",
    description:
      "{{ $value | humanizePercentage }} of the messages to {{ $labels.integration }} failed. Whoever reads only there is not told. Look at the receiver's address and token, then whether Alertmanager may reach it.",
    dashboard: "infrastructure-health",
  },
  AlertmanagerReloadFailed: {
    expr: promql`max by (pod) (${lately(alertmanagerConfigLastReloadSuccessful())}) < ${current}`,
    for: "5m",
    severity: "critical",
    identity: ["pod"],
    summary: "{{ $labels.pod }} refuses its new configuration",
    description:
      "{{ $labels.pod }} goes on with the last configuration that it took: new receivers and routes are not in use. If it is restarted now it does not start, and nobody is told anything. Its log says what is wrong.",
    dashboard: "infrastructure-health",
  },
  AlertmanagerClusterSplit: {
    expr: promql`${lately(unseenMembers())} > ${none}`,
    for: "10m",
    severity: "warning",
    identity: ["job"],
    summary: "The instances of {{ $labels.job }} do not see one another",
    description:
      "An instance of {{ $labels.job }} does not see {{ $value }} of the others. Each side sends its own messages, and a silence holds on one side only. Look at the network policy for port 9094, TCP and UDP.",
    dashboard: "infrastructure-health",
  },
});
