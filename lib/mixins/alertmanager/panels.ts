import {
  alertmanagerConfigLastReloadSuccessful,
  alertmanagerNotificationsTotal,
} from "../../../imports/metrics/alertmanager.ts";
import { panelsOf } from "../../grafana/panel.ts";
import { promql } from "../../promql/promql.ts";
import { alerts, current, failedLimit, none } from "./alerts.ts";
import { failedShare, unseenMembers } from "./rules.ts";

const { graph, stat, above, below } = panelsOf("alertmanager", alerts);

export const notifications = graph({
  title: "Messages",
  description: "Messages a second by where they go: Slack, Teams, Jira, the dead-man's switch.",
  unit: "cps",
  queries: {
    "{{integration}}": promql`sum by (integration) (rate(${alertmanagerNotificationsTotal()}[$__rate_interval])) > 0`,
  },
});

export const failedNotifications = graph({
  title: "Messages that failed",
  description:
    "Share of the messages that their receiver did not take. Above the line AlertmanagerNotificationsFail fires: somebody is not told. Check the receiver's secret.",
  unit: "percentunit",
  queries: { "{{integration}}": promql`${failedShare()}` },
  limits: [above("AlertmanagerNotificationsFail", failedLimit)],
});

export const configuration = stat({
  title: "Alertmanager's configuration",
  description: "Whether every instance runs with the configuration that it was given last.",
  unit: "none",
  queries: { "{{pod}}": promql`max by (pod) (${alertmanagerConfigLastReloadSuccessful()})` },
  words: { 0: { text: "rejected", good: false }, 1: { text: "current", good: true } },
  limits: [below("AlertmanagerReloadFailed", current)],
});

export const members = stat({
  title: "Alertmanagers out of sight of another",
  description: "How many the instance that sees fewest does not see. Any that last: each side pages for itself.",
  unit: "short",
  queries: { "{{job}}": promql`${unseenMembers()}` },
  limits: [above("AlertmanagerClusterSplit", none)],
  badFrom: 1,
});
