import type { Duration } from "../promql/promql.ts";

/** A place that messages go to. Addresses that are secrets are keys of the Secret `alertmanager-receivers`. */
export type Receiver =
  | { readonly kind: "slack"; readonly channel: `#${string}` }
  | { readonly kind: "teams" }
  | {
      readonly kind: "jira";
      readonly apiUrl: `https://${string}`;
      readonly project: string;
      readonly issueType: string;
      readonly user: string;
    };

/** Who hears of what. */
export interface Receivers<Name extends string = string> {
  /** By name; each name is used by a route. */
  readonly all: Readonly<Record<Name, Receiver>>;
  /** Receivers for each severity, over all components. */
  readonly bySeverity: Readonly<Record<"critical" | "warning" | "info", readonly NoInfer<Name>[]>>;
  /** Receivers in addition for alerts of a component (a mixin's name). */
  readonly byComponent: Readonly<Record<string, readonly NoInfer<Name>[]>>;
  /** When only critical alerts are sent. */
  readonly quietHours?: QuietHours;
  /** A service outside the cluster that raises the alarm when the Watchdog's beat stops. */
  readonly deadManSwitch?: DeadManSwitch;
}

/** Receivers as an environment declares them: a route to a name that is not in `all` does not compile. */
export const receivers = <const Name extends string>(declared: Receivers<Name>): Receivers<Name> => declared;

export type Weekday = "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";

export interface QuietHours {
  /** A name of the IANA time zone database. */
  readonly timeZone: string;
  /** From and until, as HH:MM; across midnight where `until` is earlier. */
  readonly nights: { readonly from: `${number}:${number}`; readonly until: `${number}:${number}` };
  /** Quiet all day. */
  readonly days: readonly Weekday[];
}

export interface DeadManSwitch {
  /** Its host, for people and for the check that it is not in this cluster; the full address is a secret. */
  readonly host: string;
  /** How often the beat is sent: the route's group interval and repeat interval follow from it. */
  readonly beat: Duration;
  /** How long the service waits for a beat. */
  readonly timeout: Duration;
}
