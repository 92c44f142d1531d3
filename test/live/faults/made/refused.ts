import type { Forward } from "../../forward.ts";
import type { KubernetesObject } from "../../kubectl.ts";
import type { Means } from "../fault.ts";

const namespace = "monitoring";
const name = "live-faults";

const receiver = "refused";

/** The alert that only this receiver is told of. */
const told = "LiveRefused";

/** A receiver that refuses what it is told: of an alert that nobody has raised yet, so that no message of its kind was counted. */
export const refusing: readonly KubernetesObject[] = [
  {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name, namespace },
    // Jira's stand-in does not know it.
    stringData: { url: "https://jira.live.agentprovision.example/nowhere" },
  },
  {
    apiVersion: "monitoring.coreos.com/v1alpha1",
    kind: "AlertmanagerConfig",
    metadata: { name, namespace },
    spec: {
      route: {
        receiver,
        matchers: [{ name: "alertname", matchType: "=", value: told }],
        groupWait: "1s",
        groupInterval: "5m",
        groupBy: ["alertname"],
      },
      receivers: [{ name: receiver, discordConfigs: [{ apiURL: { name, key: "url" }, sendResolved: false }] }],
    },
  },
];

/** Whether an Alertmanager has this receiver. */
export async function knowsRefusing(alertmanager: Forward): Promise<boolean> {
  const receivers = (await (await alertmanager.fetch("/api/v2/receivers")).json()) as { name: string }[];
  return receivers.some((each) => each.name.endsWith(`${name}/${receiver}`));
}

/** Raises that alert for a moment. */
export async function raise({ installed: { alertmanager } }: Means): Promise<void> {
  const ends = new Date(Date.now() + 30_000).toISOString();
  const response = await alertmanager[0]?.fetch("/api/v2/alerts", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify([{ labels: { alertname: told }, endsAt: ends }]),
  });
  if (response?.ok !== true) throw new Error(`Alertmanager does not take an alert: ${response?.status}`);
}
