import { Fault } from "../fault.ts";
import type { Duration, Expression } from "../promql/promql.ts";
import { refuseVariables, seriesLabels } from "../promql/recording.ts";

/** `critical` wakes somebody, `warning` opens a ticket, `info` is for the record. */
export type Severity = "critical" | "warning" | "info";

/** What an alert needs besides its cases, runbook and panel, which stand beside it. */
export interface Alert<Dashboard extends string = string> {
  readonly expr: Expression;
  /** How long the condition must hold before anyone hears of it. */
  readonly for: Duration;
  /** Keeps firing so long after the condition has ended, against flapping. */
  readonly keepFiringFor?: Duration;
  readonly severity: Severity;
  /** The labels that say what is affected; one alert for each of their values. Routes, inhibition and people rely on them. */
  readonly identity: readonly string[];
  /** One sentence for the person on call; may use `{{ $labels.x }}` of the identity. */
  readonly summary: string;
  /** What it means for users and where to look first. The same templates as in `summary`, and `{{ $value }}`. */
  readonly description: string;
  /** The dashboard on which the cause shows first, by the end of its address. */
  readonly dashboard: Dashboard;
}

export type Alerts = Readonly<Record<string, Alert>>;

/**
 * Alerts of one component by name; the name is also that of the runbook's file.
 *
 * @throws Fault where an expression does not keep the identity, gives several alerts for one identity, or where a text speaks of a
 * label that the alert does not have.
 */
export function defineAlerts<const Name extends Capitalize<string>>(
  alerts: Readonly<Record<Name, Alert>>,
): Readonly<Record<Name, Alert>> {
  for (const [name, alert] of Object.entries<Alert>(alerts)) check(name, alert);
  return alerts;
}

function check(name: string, { expr, identity, summary, description }: Alert): void {
  const labels = seriesLabels(name, expr);
  refuseVariables(name, expr);
  const lost = identity.filter((label) => !labels.includes(label));
  if (lost.length > 0)
    throw new Fault(
      `alert ${name}: identity ${lost.join(", ")} is not among the expression's labels ${labels.join(", ")}: keep it`,
    );
  const more = expr.shape.type === "vector" ? [...expr.shape.key].filter((label) => !identity.includes(label)) : [];
  if (more.length > 0)
    throw new Fault(
      `alert ${name}: one identity gives several alerts, told apart by ${more.join(", ")}: aggregate by ${identity.join(", ")} or widen the identity`,
    );
  for (const [, label = ""] of `${summary} ${description}`.matchAll(/\$labels\.(\w+)/g)) {
    if (!labels.includes(label))
      throw new Fault(
        `alert ${name}: its text speaks of ${label}, a label that it does not have; it has ${labels.join(", ")}`,
      );
  }
}
