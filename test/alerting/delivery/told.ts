import type { Receiver } from "../../../lib/alerting/receivers.ts";
import type { PostedAlert } from "./alertmanager.ts";
import type { StandIns } from "./stand-ins.ts";

/** `ALERT RECEIVER` for each message that says that something fires or is over; a ticket says so by its history. */
export function told(standIns: StandIns, state: "firing" | "resolved" = "firing"): string[] {
  const receivers = Object.entries<Receiver>(standIns.receivers);
  return receivers
    .flatMap(([name, { kind }]) => titles(standIns, name, kind, state).map((title) => `${alertOf(title)} ${name}`))
    .sort();
}

function titles(standIns: StandIns, receiver: string, kind: Receiver["kind"], state: "firing" | "resolved"): string[] {
  if (kind !== "jira")
    return standIns
      .messages(receiver)
      .map(({ title }) => title)
      .filter((title) => title.startsWith("[RESOLVED]") === (state === "resolved"));
  const event = state === "resolved" ? "Done" : "created";
  return standIns.tickets.all.flatMap(({ summary, history }) =>
    history.filter((each) => each === event).map(() => summary),
  );
}

const alertOf = (title: string): string => /^\[[A-Z]+\] (\w+) in /.exec(title)?.[1] ?? title;

/** Whether a message to people has named this very alert as firing, by the labels of its identity. */
export function isTold(standIns: StandIns, alert: PostedAlert): boolean {
  const receivers = Object.entries<Receiver>(standIns.receivers).filter(([, { kind }]) => kind !== "jira");
  const firing = ({ text }: { text: string }) => text.replace(/^Resolved: .*$/gm, "");
  return receivers
    .flatMap(([name]) => standIns.messages(name))
    .some(
      (message) => alertOf(message.title) === alert.labels["alertname"] && firing(message).includes(placeOf(alert)),
    );
}

/** What a person calls this very alert. */
export const nameOf = (alert: PostedAlert): string => `${alert.labels["alertname"]} at ${placeOf(alert)}`;

const shared = new Set(["alertname", "severity", "component", "cluster", "environment"]);

const placeOf = ({ labels }: PostedAlert): string =>
  Object.entries(labels)
    .filter(([label]) => !shared.has(label))
    .map(([label, value]) => `${label}=${value}`)
    .sort()
    .join(", ");
