import type { Receiver, Receivers } from "../environments/environment.ts";
import type { Severity } from "./alert.ts";

/** Alerts of a severity, of one component or all, that go to a receiver. */
export interface Route {
  readonly severity: Severity;
  readonly component?: string;
  readonly receiver: string;
  /** Held back in quiet hours; critical alerts never are, nor tickets, which wake nobody. */
  readonly waits: boolean;
}

const severities = ["critical", "warning", "info"] as const;

/** Who hears of what, as a list that a person can review. */
export function routesOf({ all, bySeverity, byComponent, quietHours }: Receivers): Route[] {
  const route = (severity: Severity, receiver: string, component?: string): Route => ({
    severity,
    ...(component !== undefined && { component }),
    receiver,
    waits: quietHours !== undefined && severity !== "critical" && all[receiver]?.kind !== "jira",
  });
  return [
    ...severities.flatMap((severity) => bySeverity[severity].map((receiver) => route(severity, receiver))),
    ...Object.entries(byComponent).flatMap(([component, names]) =>
      severities.flatMap((severity) => names.map((receiver) => route(severity, receiver, component))),
    ),
  ];
}

/**
 * Whether a route stands in the AlertmanagerConfig. Two things can only be said in the base configuration: Jira, which the custom
 * resource does not know, and quiet hours, since its time intervals know no time zone.
 */
export const isCustomResource = ({ waits }: Route, receiver: Receiver | undefined): boolean =>
  !waits && receiver?.kind !== "jira";
