import { baseConfiguration, customResourceSpec, type ReceiverKey } from "../../lib/alerting/alertmanager-config.ts";
import { type QuietHours, type Receivers, receivers } from "../../lib/alerting/receivers.ts";
import type { SecretRef } from "../../lib/kubernetes/secret.ts";
import type { Duration } from "../../lib/promql/promql.ts";

const keys = ["slack-url", "teams-url", "jira-token", "dead-man-switch-url"] as const;
const secret: SecretRef<ReceiverKey> = { name: "addresses", namespace: "monitoring", keys };
const inhibition = { source: "Down", targets: ["Slow", "Full"], equal: ["instance"] };

export const quietHours: QuietHours = {
  timeZone: "Europe/Berlin",
  nights: { from: "20:00", until: "07:00" },
  days: ["saturday", "sunday"],
};
/** One receiver of each kind, quiet hours and a dead-man's switch. */
export const declared: Receivers = receivers({
  all: {
    "on-call": { kind: "slack", channel: "#on-call" },
    team: { kind: "teams" },
    tickets: {
      kind: "jira",
      apiUrl: "https://jira.example/rest/api/2/",
      project: "OPS",
      issueType: "Bug",
      user: "bot",
    },
  },
  bySeverity: { critical: ["on-call", "tickets"], warning: ["team", "tickets"], info: [] },
  byComponent: {},
  quietHours,
  deadManSwitch: { host: "beats.example", beat: "5m", timeout: "15m" },
});

/** A route of the custom resource. */
export interface Route {
  receiver: string;
  matchers: { name: string; value: string }[];
  groupWait?: string;
  groupInterval: Duration;
  repeatInterval: Duration;
  continue?: boolean;
}
export const resource = (given: Receivers = declared) => customResourceSpec(given, secret, [inhibition]);
export const routesIn = (given?: Receivers) => (resource(given).route?.routes ?? []) as unknown as Route[];
export const base = (given: Receivers = declared) => baseConfiguration(given, secret);
