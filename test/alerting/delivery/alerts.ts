import type { Generated, Labels } from "../routes/generated.ts";
import type { PostedAlert } from "./alertmanager.ts";

/** A firing alert ends on its own if Prometheus does not repeat it; in the tests it never does, unless they say so. */
const never = "2100-01-01T00:00:00Z";

/** Where a rule's text has a measured value. */
const value = "91.5%";

/** An alert of the environment as Prometheus would send it now, with these labels in place of samples. */
export function firing({ environment, alerts }: Generated, name: string, labels: Labels = {}): PostedAlert {
  const alert = alerts.find((each) => each.name === name);
  if (alert === undefined) throw new Error(`there is no alert ${name} in ${environment.name}`);
  const all = { ...alert.labels, ...labels };
  const expression = "vector%281%29";
  return {
    labels: all,
    annotations: Object.fromEntries(Object.entries(alert.annotations).map(([key, text]) => [key, expanded(text, all)])),
    // Alertmanager does not wait for the rest of a group that began a while ago. The future keeps a slow machine from being late.
    startsAt: later(5000),
    endsAt: never,
    generatorURL: `${environment.prometheus.externalUrl}/graph?g0.expr=${expression}&g0.tab=1`,
  };
}

/** That alert as Prometheus sends it when its condition has ended. */
export const resolved = (alert: PostedAlert): PostedAlert => ({ ...alert, startsAt: later(-1000), endsAt: later(0) });

const later = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString();

/** What Prometheus makes of a text. */
const expanded = (text: string, labels: Labels): string =>
  text
    .replace(/\{\{\s*\$labels\.(\w+)\s*\}\}/g, (_, label: string) => labels[label] ?? "")
    .replace(/\{\{\s*\$value\b[^}]*\}\}/g, value);
