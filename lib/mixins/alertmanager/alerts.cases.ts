import {
  alertmanagerClusterMembers,
  alertmanagerConfigLastReloadSuccessful,
  alertmanagerNotificationsFailedTotal,
  alertmanagerNotificationsTotal,
} from "../../../imports/metrics/alertmanager.ts";
import type { CasesOf } from "../../alerting/cases.ts";
import { ends, grows, holds, type Samples } from "../../alerting/samples.ts";
import { series } from "../case-series.ts";
import type { alerts } from "./alerts.ts";

const pod = { pod: "alertmanager-alertmanager-0" };
const itself = { ...pod, job: "alertmanager", namespace: "monitoring", service: "alertmanager" };

/** A message a second to Slack, of which some are refused and some find nobody. */
const messages = (refused: number, unreached: number) => [
  series(alertmanagerNotificationsTotal, { ...itself, integration: "slack" }, grows(1)),
  series(
    alertmanagerNotificationsFailedTotal,
    { ...itself, integration: "slack", reason: "clientError" },
    grows(refused),
  ),
  series(
    alertmanagerNotificationsFailedTotal,
    { ...itself, integration: "slack", reason: "serverError" },
    grows(unreached),
  ),
];

const members = (...seen: readonly Samples[]) =>
  seen.map((samples, index) =>
    series(
      alertmanagerClusterMembers,
      { ...itself, pod: `alertmanager-alertmanager-${index}`, instance: `10.0.0.${index}:9093` },
      samples,
    ),
  );

const reload = (successful: Samples) => [series(alertmanagerConfigLastReloadSuccessful, itself, successful)];

export const cases: CasesOf<typeof alerts> = {
  AlertmanagerNotificationsFail: {
    fires: [
      {
        title: "just over a twentieth fails",
        given: messages(0.02, 0.031),
        seen: { "0s": "silent", "15s": "pending", "5m": "pending", "5m15s": "firing" },
        labels: { integration: "slack" },
      },
    ],
    staysSilent: [
      { title: "a twentieth fails", given: messages(0.02, 0.03), seen: { "4m": "silent", "8m": "silent" } },
    ],
    says: {
      summary: "Messages to slack do not arrive",
      description:
        "5.1% of the messages to slack failed. Whoever reads only there is not told. Look at the receiver's address and token, then whether Alertmanager may reach it.",
    },
  },
  AlertmanagerReloadFailed: {
    fires: [
      {
        title: "refused for six minutes, then the instance is gone",
        given: reload(ends(holds([1, "1m"], 0), "7m")),
        seen: {
          "45s": "silent",
          "1m": "pending",
          "5m45s": "pending",
          "6m": "firing",
          "8m30s": "firing",
          "8m45s": "silent",
          "9m": "silent",
        },
        labels: pod,
      },
    ],
    staysSilent: [
      {
        title: "refused for four minutes",
        given: reload(holds([1, "1m"], [0, "4m"], 1)),
        seen: { "7m": "silent" },
      },
    ],
    says: {
      summary: "alertmanager-alertmanager-0 refuses its new configuration",
      description:
        "alertmanager-alertmanager-0 goes on with the last configuration that it took: new receivers and routes are not in use. If it is restarted now it does not start, and nobody is told anything. Its log says what is wrong.",
    },
  },
  AlertmanagerClusterSplit: {
    fires: [
      {
        title: "one of three is alone for eleven minutes, then it is gone",
        given: members(holds([3, "1m"], 2), holds([3, "1m"], 2), ends(holds([3, "1m"], 1), "12m")),
        seen: {
          "45s": "silent",
          "1m": "pending",
          "10m45s": "pending",
          "11m": "firing",
          "13m30s": "firing",
          "13m45s": "silent",
          "15m": "silent",
        },
        labels: { job: "alertmanager" },
      },
      {
        title: "both see themselves only, until both are gone",
        given: members(ends(holds(1), "11m"), ends(holds(1), "11m")),
        seen: { "9m45s": "pending", "10m": "firing", "14m15s": "firing", "14m30s": "silent", "16m": "silent" },
        labels: { job: "alertmanager" },
      },
    ],
    staysSilent: [
      { title: "all see one another", given: members(holds(3), holds(3), holds(3)), seen: { "12m": "silent" } },
      { title: "there is only one", given: members(holds(1)), seen: { "12m": "silent" } },
    ],
    says: {
      summary: "The instances of alertmanager do not see one another",
      description:
        "An instance of alertmanager does not see 2 of the others. Each side sends its own messages, and a silence holds on one side only. Look at the network policy for port 9094, TCP and UDP.",
    },
    except: { "two replicas": "it counts replicas: twice as many that see as few as before are out of step" },
  },
};
