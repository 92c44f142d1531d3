import { promql } from "../../promql/promql.ts";
import { componentAlerts } from "../alerts.ts";

/** Watchdog's value: it always fires. */
export const beat = 1;

export const alerts = componentAlerts({
  Watchdog: {
    expr: promql`vector(${beat})`,
    for: "0s",
    severity: "info",
    identity: [],
    summary: "The way from Prometheus to people works",
    description:
      "Always fires. A service outside the cluster waits for it and raises the alarm when it stops: then Prometheus, Alertmanager or the way out is broken, and no other alert reaches anybody.",
    dashboard: "system-overview",
  },
});
