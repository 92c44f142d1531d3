import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { seconds } from "../../../lib/promql/duration.ts";
import type { Duration } from "../../../lib/promql/promql.ts";

/**
 * Five minutes pass in one second: intervals and repetitions of all routes are shortened by this factor, so that their proportions
 * stay. Everything else is as the operator made it.
 */
const timeScale = 300;

/** The wait for the rest of a group is shortened less, or a busy machine would not get a group together. */
const waitScale = 100;

/** The wait for an answer hardly: it only has to be less than the 10 s that Alertmanager gives each attempt to tell a group, at least. */
const timeoutScale = 3;

/** A duration of the configuration in milliseconds of the test. */
export const scaled = (duration: Duration, scale = timeScale): number =>
  Math.max(1, Math.round((seconds(duration) * 1000) / scale));

/** Where the stand-ins are; the folder has the keys of the receivers' Secret as files. */
export interface Places {
  readonly slack: string;
  readonly teams: string;
  readonly jira: string;
  readonly deadManSwitch: string;
  readonly secrets: string;
}

interface Route {
  group_wait?: string;
  group_interval?: string;
  repeat_interval?: string;
  readonly routes?: readonly Route[];
}

type Settings = Record<string, unknown>;

interface Configuration {
  readonly route: Route;
  readonly receivers: readonly {
    readonly slack_configs?: readonly (Settings & { timeout: string })[];
    readonly msteamsv2_configs?: readonly Settings[];
    readonly jira_configs?: readonly Settings[];
    readonly webhook_configs?: readonly Settings[];
  }[];
  readonly time_intervals: readonly { readonly name: string; time_intervals: readonly object[] }[];
}

/** Alertmanager's clock cannot be set, so it is always one or the other; `routes.test.ts` proves the times themselves. */
export type QuietHours = "always" | "never";

const intervals: Readonly<Record<QuietHours, readonly object[]>> = { always: [{}], never: [{ years: ["2000"] }] };

/** A generated configuration, with stand-ins for receivers and a faster clock. */
export function forTest(file: string, places: Places, quietHours: QuietHours): string {
  const text = readFileSync(file, "utf8").replaceAll(
    "/etc/alertmanager/secrets/alertmanager-receivers/",
    join(places.secrets, "/"),
  );
  const configuration = parse(text) as Configuration;
  speedUp(configuration.route);
  for (const receiver of configuration.receivers) {
    for (const each of receiver.slack_configs ?? [])
      each.timeout = `${scaled(each.timeout as Duration, timeoutScale)}ms`;
    point(receiver.slack_configs, "api_url", places.slack);
    point(receiver.msteamsv2_configs, "webhook_url", places.teams);
    point(receiver.jira_configs, "api_url", `${places.jira}/rest/api/2/`);
    point(receiver.webhook_configs, "url", places.deadManSwitch);
  }
  for (const each of configuration.time_intervals) each.time_intervals = intervals[quietHours];
  return JSON.stringify(configuration);
}

/** Gives a receiver another address, unless it reads it from a file. */
function point(configurations: readonly Settings[] = [], field: string, url: string): void {
  for (const each of configurations) if (each[field] !== undefined) each[field] = url;
}

function speedUp(route: Route): void {
  const scales = { group_wait: waitScale, group_interval: timeScale, repeat_interval: timeScale } as const;
  for (const field of ["group_wait", "group_interval", "repeat_interval"] as const) {
    const duration = route[field];
    if (duration !== undefined) route[field] = `${scaled(duration as Duration, scales[field])}ms`;
  }
  route.routes?.forEach(speedUp);
}
