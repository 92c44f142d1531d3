import { expect } from "vitest";
import { eventually } from "../eventually.ts";
import { installed } from "../installed.ts";
import { progress } from "../progress.ts";
import type { ActiveAlert, PrometheusApi } from "../prometheus-api.ts";
import { gossips, knows } from "./alertmanager.ts";
import { alert, end, kill, waiting } from "./incident.ts";

/** The alert that waits, as a Prometheus has it. */
async function pending(prometheus: PrometheusApi): Promise<ActiveAlert | undefined> {
  return (await prometheus.alerts()).find(({ labels }) => labels["alertname"] === waiting);
}

const waited = (alert: ActiveAlert | undefined) => (alert ? (Date.now() - Date.parse(alert.activeAt)) / 1000 : 0);

const isFiring = async (prometheus: PrometheusApi) =>
  (await prometheus.alerts()).some(({ labels, state }) => labels["alertname"] === alert && state === "firing");

/**
 * All are killed at once in an incident: what waited goes on where it was, what fires stays so for Alertmanager all the time, and what
 * was stored is there.
 */
export async function prometheusesAreKilled(): Promise<string> {
  const here = await installed();
  await gossips(here);
  await eventually("both alerts in each Prometheus", 120, async () =>
    (
      await Promise.all(
        here.prometheus.map(async (each, index) => [
          // Longer than a start takes, so that it shows whether the wait begins anew.
          ...(waited(await pending(each)) > 90 ? [] : [`prometheus-${index}: ${waiting} is not pending for long`]),
          ...((await isFiring(each)) ? [] : [`prometheus-${index}: ${alert} does not fire`]),
        ]),
      )
    ).flat(),
  );
  const before = await Promise.all(here.prometheus.map(pending));
  progress("all Prometheuses are killed");
  const killed = Date.now();
  await kill(...here.prometheus.map((_, index) => `prometheus-prometheus-${index}`));
  const forgotten: string[] = [];
  await eventually("the incident in each Prometheus again", 180, async () => {
    for (const [index, each] of here.alertmanager.entries())
      if (!(await knows(each)))
        forgotten.push(`alertmanager-${index}, ${Math.round((Date.now() - killed) / 1000)} s after`);
    const firing = await Promise.all(
      here.prometheus.map(async (each) => (await each.started()) > killed && (await isFiring(each))),
    );
    return firing.flatMap((each, index) => (each ? [] : [`prometheus-${index}: ${alert} does not fire`]));
  });
  const seconds = Math.round((Date.now() - killed) / 1000);
  expect(forgotten, "Alertmanagers that took the incident for over").toEqual([]);
  await keepWaiting(before, killed);
  for (const prometheus of here.prometheus)
    expect(await prometheus.series(`max_over_time(up{job="prometheus"}[1m])`, killed / 1000 - 30)).not.toEqual([]);
  await end();
  return `all killed: ${alert} fires again ${seconds} s later and was never taken for over, ${waiting} waits on where it was, data from before are there`;
}

/** Without its state a wait would begin anew, after the start; with it, the time without any Prometheus is left out. */
async function keepWaiting(before: readonly (ActiveAlert | undefined)[], killed: number): Promise<void> {
  const { prometheus } = await installed();
  const began = (each: ActiveAlert | undefined) => (each ? Date.parse(each.activeAt) : Number.NaN);
  for (const [index, each] of prometheus.entries()) {
    expect(began(before[index]), `prometheus-${index}: ${waiting} began`).toBeLessThan(killed);
    expect(began(await pending(each)), `prometheus-${index}: ${waiting} waits since`).toBeLessThan(
      await each.started(),
    );
  }
}
