import type { Receiver } from "../../../lib/alerting/receivers.ts";
import type { PostedAlert } from "./alertmanager.ts";
import type { Scene } from "./scene.ts";

/** `ALERT RECEIVER` for each message that says that something fires or is over; a ticket says so by its history. */
export function told(scene: Scene, state: "firing" | "resolved" = "firing"): string[] {
  const receivers = Object.entries<Receiver>(scene.receivers);
  return receivers
    .flatMap(([name, { kind }]) => titles(scene, name, kind, state).map((title) => `${alertOf(title)} ${name}`))
    .sort();
}

function titles(scene: Scene, receiver: string, kind: Receiver["kind"], state: "firing" | "resolved"): string[] {
  if (kind !== "jira")
    return scene
      .messages(receiver)
      .map(({ title }) => title)
      .filter((title) => title.startsWith("[RESOLVED]") === (state === "resolved"));
  const event = state === "resolved" ? "Done" : "created";
  return scene.tickets.all.flatMap(({ summary, history }) =>
    history.filter((each) => each === event).map(() => summary),
  );
}

const alertOf = (title: string): string => /^\[[A-Z]+\] (\w+) in /.exec(title)?.[1] ?? title;

/** Whether a message to people has named this very alert as firing, by the labels of its identity. */
export function isTold(scene: Scene, alert: PostedAlert): boolean {
  const receivers = Object.entries<Receiver>(scene.receivers).filter(([, { kind }]) => kind !== "jira");
  const firing = ({ text }: { text: string }) => text.replace(/^Resolved: .*$/gm, "");
  return receivers
    .flatMap(([name]) => scene.messages(name))
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
