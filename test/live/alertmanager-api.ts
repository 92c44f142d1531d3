import type { Forward } from "./forward.ts";

/** An alert as an Alertmanager's API has it; what is over is not there. */
export interface HeldAlert {
  readonly endsAt: string;
  readonly status: { readonly state: string };
}

/** The alerts of a name that an Alertmanager holds. */
export async function alertsHeld(alertmanager: Forward, alert: string): Promise<readonly HeldAlert[]> {
  const response = await alertmanager.fetch(`/api/v2/alerts?filter=${encodeURIComponent(`alertname="${alert}"`)}`);
  return (await response.json()) as HeldAlert[];
}

/** What each Alertmanager holds of an alert, for whoever looks why somebody was not told. */
export async function holdings(alertmanagers: readonly Forward[], alert: string): Promise<string> {
  const said = alertmanagers.map(async (each, index) => {
    const alerts = await alertsHeld(each, alert).catch((error: Error) => error);
    if (alerts instanceof Error) return alerts.message;
    const states = alerts.map(({ endsAt, status }) => `${status.state} until ${endsAt}`);
    return `alertmanager-${index} holds ${states.join(", ") || "none"}`;
  });
  return (await Promise.all(said)).join("; ");
}
