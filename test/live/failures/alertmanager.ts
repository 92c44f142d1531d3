import { expect } from "vitest";
import { alertsHeld } from "../alertmanager-api.ts";
import { outsideNamespace } from "../environment.ts";
import { eventually } from "../eventually.ts";
import type { Forward } from "../forward.ts";
import { type Installed, installed } from "../installed.ts";
import { type Heard, heard } from "../outside/heard.ts";
import { tooLarge } from "../outside/incident.ts";
import { progress } from "../progress.ts";
import { alert, begin, hearers, kill } from "./incident.ts";

/** Whether an Alertmanager knows of the incident as active. */
export const knows = async (alertmanager: Forward): Promise<boolean> =>
  (await alertsHeld(alertmanager, alert)).length > 0;

const subject = { alert, severity: "critical", labels: { namespace: outsideNamespace, pod: tooLarge } };

/** What a receiver was told of the incident. */
export const told = ({ outside }: Installed, receiver: string, state: Heard["state"] = "firing"): Heard[] =>
  heard(outside, receiver, subject).filter((each) => each.state === state);

/** Waits until all Alertmanagers see one another. */
export const gossips = ({ alertmanager }: Installed): Promise<void> =>
  eventually("Alertmanagers that see one another", 120, async () => {
    const peers = await Promise.all(
      alertmanager.map(async (each) => {
        const response = await each.fetch("/api/v2/status");
        return ((await response.json()) as { cluster: { peers: object[] } }).cluster.peers.length;
      }),
    );
    return peers.flatMap((count, index) =>
      count === alertmanager.length ? [] : [`alertmanager-${index} sees ${count} of ${alertmanager.length}`],
    );
  });

/** Two of three are killed while a message waits for the rest of its group; it arrives, once. */
export async function alertmanagersAreKilled(): Promise<string> {
  const here = await installed();
  await gossips(here);
  const start = await begin();
  await eventually("the incident in all Alertmanagers", 240, async () => {
    const known = await Promise.all(here.alertmanager.map(knows));
    return known.flatMap((each, index) => (each ? [] : [`alertmanager-${index} does not know of ${alert}`]));
  });
  const early = hearers.filter((receiver) => told(here, receiver).length > 0);
  expect(early, "told before the wait of the group was over").toEqual([]);
  progress("two Alertmanagers are killed, with the message in hand");
  await kill("alertmanager-alertmanager-0", "alertmanager-alertmanager-1");
  await eventually("messages of the incident", 120, async () =>
    hearers.filter((receiver) => told(here, receiver).length === 0).map((receiver) => `${receiver} was not told`),
  );
  const seconds = Math.round((Date.now() - start) / 1000);
  await gossips(here);
  return `2 of 3 killed in the wait of a group: each receiver was told, ${seconds} s after the incident began`;
}
