import {
  alertmanagerClusterMembers,
  alertmanagerConfigLastReloadSuccessful,
  alertmanagerNotificationsFailedTotal,
  alertmanagerNotificationsTotal,
} from "../../../imports/metrics/alertmanager.ts";
import { panelsOf } from "../../grafana/panel.ts";
import { promql } from "../../promql/promql.ts";
import { alerts } from "./alerts.ts";

const { graph, stat } = panelsOf("alertmanager", alerts);

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
    "Messages a second that their receiver did not take. None is shown while all are taken; any that last: somebody is not told. Check the receiver's secret.",
  unit: "cps",
  queries: {
    "{{integration}}": promql`sum by (integration) (rate(${alertmanagerNotificationsFailedTotal()}[$__rate_interval])) > 0`,
  },
});

export const configuration = stat({
  title: "Alertmanager's configuration",
  description: "Whether every instance runs with the configuration that it was given last.",
  unit: "none",
  queries: { "{{pod}}": promql`max by (pod) (${alertmanagerConfigLastReloadSuccessful()})` },
  words: { 0: { text: "rejected", good: false }, 1: { text: "current", good: true } },
});

export const members = stat({
  title: "Alertmanagers that see one another",
  description: "As each instance counts. Fewer than there are instances: each of them pages for itself.",
  unit: "short",
  queries: { "{{pod}}": promql`max by (pod) (${alertmanagerClusterMembers()})` },
});
