import type { Installed } from "../installed.ts";

interface HeldAlert {
  readonly endsAt: string;
  readonly status: { readonly state: string };
}

/** What each Alertmanager holds of an alert, for whoever looks why somebody was not told; what is over is not held. */
export async function held({ alertmanager }: Installed, alert: string): Promise<string> {
  const filter = encodeURIComponent(`alertname="${alert}"`);
  const said = alertmanager.map(async (each, index) => {
    const alerts = await each
      .fetch(`/api/v2/alerts?filter=${filter}`)
      .then((response) => response.json() as Promise<HeldAlert[]>);
    const states = alerts.map(({ endsAt, status }) => `${status.state} until ${endsAt}`);
    return `alertmanager-${index} holds ${states.join(", ") || "none"}`;
  });
  return (await Promise.all(said)).join("; ");
}
