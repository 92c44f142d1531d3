import { type Alert, defineAlerts } from "../alerting/alert.ts";

/** The platform's dashboards, by the end of their address. */
export type DashboardName =
  | "system-overview"
  | "application-performance"
  | "database"
  | "cache"
  | "errors-and-latency"
  | "resource-utilization"
  | "infrastructure-health";

/** Alerts of one component by name, each with one of the platform's dashboards: see `defineAlerts`. */
export const componentAlerts = <const Name extends Capitalize<string>>(
  alerts: Readonly<Record<Name, Alert<DashboardName>>>,
): Readonly<Record<Name, Alert>> => defineAlerts(alerts);
