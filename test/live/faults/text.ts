import type { Alert } from "../../../lib/alerting/alert.ts";

/** What Prometheus makes of an alert's summary for what it speaks of. */
export const summaryOf = ({ summary }: Alert, labels: Readonly<Record<string, string>>): string =>
  summary.replace(/\{\{ \$labels\.(\w+) \}\}/g, (_, label: string) => labels[label] ?? "");
