import type { Mixin } from "./mixin.ts";

/** Where an alert's links lead. */
export interface Addresses {
  readonly runbook: (alert: string) => string;
  readonly dashboard: (name: string) => string;
}

/**
 * A component's rules as one group of a PrometheusRule: what is recorded, then the alerts that ask for it. Prometheus keeps an order only
 * within a group.
 */
export function toRuleGroup({ name, recordings, alerts }: Mixin, addresses: Addresses) {
  const records = recordings.map(({ series, expr }) => ({ record: series, expr: expr.expression }));
  const rules = Object.entries(alerts).map(
    ([alert, { expr, for: duration, keepFiringFor, severity, summary, description, dashboard }]) => ({
      alert,
      expr: expr.expression,
      for: duration,
      ...(keepFiringFor && { keep_firing_for: keepFiringFor }),
      labels: { severity, component: name },
      annotations: {
        summary,
        description,
        runbook_url: addresses.runbook(alert),
        dashboard_url: addresses.dashboard(dashboard),
      },
    }),
  );
  return { name, rules: [...records, ...rules] };
}
