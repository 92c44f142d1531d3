import type { Kubectl, KubernetesObject } from "../kubectl.ts";
import type { PrometheusApi } from "../prometheus-api.ts";
import type { Platform } from "./platform.ts";
import { ground } from "./states/ground.ts";
import { scaleAlertmanager } from "./states/monitoring.ts";
import type { State } from "./states/state.ts";

/** Brings all states about. */
export async function provoke(kubectl: Kubectl, platform: Platform, states: readonly State[]): Promise<void> {
  for (const service of ["postgres", "redis"])
    await kubectl.run([
      "rollout",
      "status",
      "--namespace",
      "agentprovision",
      `statefulset/${service}`,
      "--timeout",
      "2m",
    ]);
  await kubectl.apply(ground);
  await kubectl.apply(objectsOf(states));
  for (const state of states) await state.provoke?.(kubectl, platform);
}

/**
 * Waits until each state was seen in Prometheus since a moment.
 *
 * @throws Error that lists the states that were not.
 */
export async function waitUntilSeen(
  prometheus: PrometheusApi,
  states: readonly State[],
  since: number,
  limitSeconds: number,
): Promise<void> {
  let missing = [...states];
  while (missing.length > 0) {
    const seconds = Math.ceil(Date.now() / 1000 - since);
    if (seconds > limitSeconds)
      throw new Error(
        `not seen in ${limitSeconds} s:\n${missing.map(({ name, seen }) => `  ${name}: ${seen}`).join("\n")}`,
      );
    await new Promise((resolve) => setTimeout(resolve, 5000));
    const found = await Promise.all(
      missing.map(({ seen }) => prometheus.series(`last_over_time((${seen})[${seconds}s:15s])`)),
    );
    for (const [index, { name }] of missing.entries()) if (found[index]?.length) console.log(`${seconds} s  ${name}`);
    missing = missing.filter((_, index) => !found[index]?.length);
  }
}

/** Takes back what the states brought about, as far as it was this program's. */
export async function relieve(kubectl: Kubectl, states: readonly State[]): Promise<void> {
  await kubectl
    .run([
      "patch",
      "pod",
      "deleted",
      "--namespace",
      "record",
      "--type",
      "merge",
      "--patch",
      '{"metadata":{"finalizers":null}}',
    ])
    .catch(() => undefined);
  await kubectl.delete([...objectsOf(states), ...ground]);
  await scaleAlertmanager(kubectl, 1);
  await kubectl.run(["taint", "nodes", "--all", "agentprovision.io/record-"]).catch(() => undefined);
}

const objectsOf = (states: readonly State[]): KubernetesObject[] => states.flatMap(({ objects = [] }) => objects);
