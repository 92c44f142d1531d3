import type { IAlertmanagerConfig } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1alpha1/AlertmanagerConfig";
import { keyOf, type SecretKey, type SecretRef } from "../kubernetes/secret.ts";
import { deadManIntervals } from "./dead-man-switch.ts";
import type { Inhibition } from "./inhibition.ts";
import { markdown, slackMessage, ticketTitle, title, wikiText } from "./messages.ts";
import type { QuietHours, Receiver, Receivers } from "./receivers.ts";
import { isCustomResource, type Route, routesOf } from "./routing.ts";

type Spec = IAlertmanagerConfig["spec"];
/** Keys of the Secret with the receivers' addresses. */
export type ReceiverKey = "slack-url" | "teams-url" | "jira-token" | "dead-man-switch-url";

/** The alert that always fires, so that its absence is noticed. */
export const watchdog = "Watchdog";
const nobody = "nobody";
const deadManSwitch = "dead-man-switch";
const quietHoursName = "quiet-hours";

/** One message for one alert name in one place. */
const groupBy = ["alertname", "namespace", "service", "environment"];
const timing = {
  critical: { wait: "30s", interval: "5m", repeat: "4h" },
  warning: { wait: "1m", interval: "10m", repeat: "12h" },
  info: { wait: "5m", interval: "30m", repeat: "3d" },
} as const;

/** What the AlertmanagerConfig says: who hears at once, who is suppressed by whom, where the Watchdog's beat goes. */
export function customResourceSpec(
  receivers: Receivers,
  secret: SecretRef<ReceiverKey>,
  inhibitions: readonly Inhibition[],
): Spec {
  const routes = routesOf(receivers).filter((route) => isCustomResource(route, receivers.all[route.receiver]));
  const used = [...new Set(routes.map(({ receiver }) => receiver))];
  const beat = receivers.deadManSwitch && deadManIntervals(receivers.deadManSwitch.beat);
  return {
    route: {
      receiver: nobody,
      groupBy,
      routes: [
        {
          receiver: beat ? deadManSwitch : nobody,
          matchers: [{ name: "alertname", matchType: "=", value: watchdog }],
          ...(beat && { groupWait: "0s", groupInterval: beat.groupInterval, repeatInterval: beat.repeatInterval }),
        },
        ...routes.map(({ severity, component, receiver }) => ({
          receiver,
          matchers: [
            { name: "severity", matchType: "=", value: severity },
            ...(component ? [{ name: "component", matchType: "=", value: component }] : []),
          ],
          groupWait: timing[severity].wait,
          groupInterval: timing[severity].interval,
          repeatInterval: timing[severity].repeat,
          continue: true,
        })),
      ],
    },
    receivers: [
      { name: nobody },
      ...(beat
        ? [
            {
              name: deadManSwitch,
              webhookConfigs: [{ sendResolved: false, urlSecret: selector(keyOf(secret, "dead-man-switch-url")) }],
            },
          ]
        : []),
      ...used.map((name) => ({ name, ...customResourceReceiver(receivers.all[name], secret) })),
    ],
    inhibitRules: inhibitions.map(({ source, targets, equal }) => ({
      sourceMatch: [{ name: "alertname", matchType: "=", value: source }],
      targetMatch: [{ name: "alertname", matchType: "=~", value: targets.join("|") }],
      equal: [...equal],
    })),
  };
}

function customResourceReceiver(receiver: Receiver | undefined, secret: SecretRef<ReceiverKey>) {
  if (receiver?.kind === "slack")
    return {
      slackConfigs: [{ ...slackMessage, channel: receiver.channel, apiURL: selector(keyOf(secret, "slack-url")) }],
    };
  return {
    msteamsv2Configs: [{ sendResolved: true, title, text: markdown, webhookURL: selector(keyOf(secret, "teams-url")) }],
  };
}

const selector = ({ secret, key }: SecretKey) => ({ name: secret.name, key });

/** Where Alertmanager finds a key of a Secret that its object lists under `secrets`. */
const fileOf = ({ secret, key }: SecretKey) => `/etc/alertmanager/secrets/${secret.name}/${key}`;

/** What only the base configuration can say: tickets in Jira, and what waits for the end of quiet hours. */
export function baseConfiguration(receivers: Receivers, secret: SecretRef<ReceiverKey>) {
  const routes = routesOf(receivers).filter((route) => !isCustomResource(route, receivers.all[route.receiver]));
  const used = [...new Set(routes.map(({ receiver }) => receiver))];
  return {
    route: {
      receiver: nobody,
      group_by: groupBy,
      routes: [{ receiver: nobody, matchers: [`alertname = "${watchdog}"`] }, ...routes.map(baseRoute)],
    },
    receivers: [{ name: nobody }, ...used.map((name) => ({ name, ...baseReceiver(receivers.all[name], secret) }))],
    ...(receivers.quietHours && {
      time_intervals: [{ name: quietHoursName, time_intervals: timeIntervals(receivers.quietHours) }],
    }),
  };
}

const baseRoute = ({ severity, component, receiver, waits }: Route) => ({
  receiver,
  matchers: [`severity = "${severity}"`, ...(component ? [`component = "${component}"`] : [])],
  group_wait: timing[severity].wait,
  group_interval: timing[severity].interval,
  repeat_interval: timing[severity].repeat,
  ...(waits && { mute_time_intervals: [quietHoursName] }),
  continue: true,
});

function baseReceiver(receiver: Receiver | undefined, secret: SecretRef<ReceiverKey>) {
  if (receiver?.kind === "slack") {
    const { sendResolved, titleLink, ...same } = slackMessage;
    const message = { ...same, send_resolved: sendResolved, title_link: titleLink };
    return {
      slack_configs: [{ ...message, channel: receiver.channel, api_url_file: fileOf(keyOf(secret, "slack-url")) }],
    };
  }
  if (receiver?.kind === "teams")
    return {
      msteamsv2_configs: [
        { send_resolved: true, title, text: markdown, webhook_url_file: fileOf(keyOf(secret, "teams-url")) },
      ],
    };
  return receiver ? { jira_configs: [jira(receiver, fileOf(keyOf(secret, "jira-token")))] } : {};
}

const jira = ({ apiUrl, project, issueType, user }: Extract<Receiver, { kind: "jira" }>, tokenFile: string) => ({
  send_resolved: true,
  api_url: apiUrl,
  project,
  issue_type: issueType,
  // A plain string: the operator's own types refuse the newer object form.
  summary: ticketTitle,
  description: wikiText,
  labels: [
    "alertmanager",
    "{{ .CommonLabels.severity }}",
    "{{ .CommonLabels.component }}",
    "{{ .CommonLabels.environment }}",
  ],
  resolve_transition: "Done",
  reopen_transition: "Reopen",
  reopen_duration: "72h",
  http_config: { basic_auth: { username: user, password_file: tokenFile } },
});

/** Nights are two intervals where they cross midnight, since an interval ends with its day. */
function timeIntervals({ timeZone, nights: { from, until }, days }: QuietHours) {
  const times =
    from < until
      ? [{ start_time: from, end_time: until }]
      : [
          { start_time: from, end_time: "24:00" },
          { start_time: "00:00", end_time: until },
        ];
  return [{ times, location: timeZone }, ...(days.length > 0 ? [{ weekdays: [...days], location: timeZone }] : [])];
}
