import { Fault } from "../fault.ts";
import { suggestion } from "../suggestion.ts";
import type { Severity } from "./alert.ts";
import type { Mixin } from "./mixin.ts";
import type { Receiver, Receivers } from "./receivers.ts";

/** Alerts of a severity, of one component or all, that go to a receiver. */
export interface Route {
  readonly severity: Severity;
  readonly component?: string;
  readonly receiver: string;
  /**
   * Held back in quiet hours; critical alerts never are, nor tickets, which wake nobody. What still fires is told when they end. Of
   * what ended meanwhile Alertmanager tells nothing, even where its beginning was told the evening before.
   */
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

/**
 * Makes sure that who hears of a component's alerts can hear of some.
 *
 * @throws Fault with a line for each component with receivers of its own that is not installed.
 */
export function requireComponents(
  { name, receivers }: { readonly name: string; readonly receivers: Receivers },
  installed: readonly Mixin[],
): void {
  const known = new Set(installed.map((mixin) => mixin.name));
  const remedy = (component: string) => {
    const meant = suggestion(component, known);
    return meant === undefined
      ? `write one of ${[...known].sort().join(", ")}, or remove it`
      : `did you mean ${meant}?`;
  };
  const lines = Object.entries(receivers.byComponent)
    .filter(([component]) => !known.has(component))
    .map(
      ([component, names]) =>
        `${name}: receivers.byComponent.${component} is ${names.join(", ")}; no component of that name is installed: ${remedy(component)}`,
    );
  if (lines.length > 0) throw new Fault(lines.join("\n"));
}
