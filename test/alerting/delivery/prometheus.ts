import { setTimeout as pass } from "node:timers/promises";
import type { Alertmanager, PostedAlert } from "./alertmanager.ts";
import { scaled } from "./configuration.ts";

/** Prometheus repeats what fires every minute, and says each time that it ends after four unless it is heard of again. */
const [repeatedEvery, endsAfter] = [scaled("1m"), scaled("4m")];

/** Posts alerts as Prometheus does, until it is stopped. */
export function keepPosting(alertmanager: Alertmanager, alerts: () => readonly PostedAlert[]) {
  const startsAt = new Date().toISOString();
  let stopped = false;
  const posting = (async () => {
    while (!stopped) {
      const endsAt = new Date(Date.now() + endsAfter).toISOString();
      await alertmanager.post(alerts().map((alert) => ({ ...alert, startsAt, endsAt })));
      await pass(repeatedEvery);
    }
  })();
  const stop = () => {
    stopped = true;
    return posting;
  };
  return { stop, endsAfter };
}
