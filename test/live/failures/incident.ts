import { outsideNamespace as namespace } from "../environment.ts";
import { kubectl } from "../installed.ts";
import { incident, tooLarge } from "../outside/incident.ts";
import { progress } from "../progress.ts";

/** The alert that fires after a minute; the others' groups are left to the faults. */
export const alert = incident;

/** Who must hear of it. */
export const hearers = ["incidents", "on-call", "tickets", "data"] as const;

/** An alert that waits longer than a run takes. */
export const waiting = "PodUnschedulable";

let begun: Promise<number> | undefined;

/** Begins an incident with both, a pod that no node has room for, unless it has begun; gives the time at which it did. */
export function begin(): Promise<number> {
  begun ??= makeTooLarge();
  return begun;
}

async function makeTooLarge(): Promise<number> {
  progress("an incident begins");
  await kubectl.apply([
    {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: tooLarge, namespace },
      spec: { containers: [{ name: "pause", image: "pause", resources: { requests: { cpu: "500" } } }] },
    },
  ]);
  return Date.now();
}

export const end = (): Promise<string> =>
  kubectl.run(["delete", "pod", tooLarge, "--namespace", namespace, "--ignore-not-found"]);

/** Kills pods at once, as the end of their node does. */
export const kill = (...pods: readonly string[]): Promise<string> =>
  kubectl.run(["delete", "pod", "--namespace", "monitoring", ...pods, "--force", "--grace-period=0", "--wait=false"]);
