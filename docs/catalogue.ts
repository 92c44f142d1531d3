import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type { Alert } from "../lib/alerting/alert.ts";
import type { Mixin } from "../lib/alerting/mixin.ts";
import { routesOf } from "../lib/alerting/routing.ts";
import { pages } from "../lib/dashboards/index.ts";
import { environments } from "../lib/environments/index.ts";
import type { Limit, Panel, Unit } from "../lib/grafana/panel.ts";
import { inhibitionsOf } from "../lib/mixins/inhibitions.ts";
import { runbookPath } from "../lib/mixins/runbooks.ts";
import { PlatformChart } from "../lib/platform/platform-chart.ts";
import { platform } from "../platform.ts";

/** Where the catalogue stands. */
export const file = "docs/alerts.md";

/** An environment with what is installed in it. */
const installations = environments.map((environment) => ({
  environment,
  mixins: PlatformChart.allOf(platform(environment)).flatMap(({ mixins }) => mixins),
}));

/** All mixins of any environment, one of each. */
const mixins = [...new Map(installations.flatMap((each) => each.mixins).map((mixin) => [mixin.name, mixin])).values()];

const head = `# Alerts and dashboards

Written by \`make docs\` from the alerts in \`lib/mixins\`, the panels that draw their limits and the receivers in \`lib/environments\`; a test
keeps it fresh. Who hears of an alert is proven in \`test/alerting/routes\`. While an alert in the last column fires for the same thing, nobody
is told of the one in the first: it follows.
`;

/** The page with all alerts and dashboards. */
export const catalogue = (): string => [head, ...mixins.map(component), dashboards()].join("\n");

const component = (mixin: Mixin): string => {
  const title = `## ${mixin.name}\n`;
  const receiving = environments.map(({ name }) => name);
  const columns = ["alert", "severity", "fires", "for", ...receiving, "dashboard", "silent while"];
  const lines = Object.entries(mixin.alerts).map(([name, alert]) => [
    `[${name}](../${runbookPath(mixin, name)})`,
    alert.severity,
    limitsOf(name, alert),
    alert.for,
    ...installations.map((installation) => receivers(installation, mixin, name, alert) ?? "not installed"),
    alert.dashboard,
    sourcesOver(name).join(", "),
  ]);
  return `${title}\n${table(columns, lines)}`;
};

/** The receivers of an alert in an environment; nothing where it is not installed. */
function receivers(
  { environment, mixins: installed }: (typeof installations)[number],
  { name }: Mixin,
  alert: string,
  { severity }: Alert,
): string | undefined {
  if (!installed.some((mixin) => mixin.name === name)) return undefined;
  if (alert === "Watchdog") return environment.receivers.deadManSwitch ? "dead-man-switch" : "nobody";
  const routes = routesOf(environment.receivers).filter(
    (route) => route.severity === severity && (route.component ?? name) === name,
  );
  return [...new Set(routes.map(({ receiver }) => receiver))].join(", ") || "nobody";
}

/** The alerts that make another silent while they fire. */
const sourcesOver = (alert: string): string[] =>
  inhibitionsOf(mixins)
    .filter(({ targets }) => targets.includes(alert))
    .map(({ source }) => source);

/** The limits of an alert, as its panels draw them; where several draw the same, as the last and closest does. */
function limitsOf(name: string, { expr }: Alert): string {
  const panels = pages.flatMap(({ rows }) => rows.flatMap(({ lines }) => lines.flat()));
  const drawn = panels.flatMap((panel) =>
    (panel.limits ?? [])
      .filter((limit) => limit.alert === name)
      .map((limit) => [inWords(limit, panel, expr.expression), panel.title] as const),
  );
  return [...new Map(drawn)].map(([limit, title]) => `${title}: ${limit}`).join("; ");
}

/** What the panel shows then, or the limit as a number. */
function inWords({ bad, value }: Limit, panel: Panel, expression: string): string {
  const words = panel.kind === "stat" ? Object.values(panel.words ?? {}) : [];
  const shown = words.filter(({ good }) => !good).map(({ text }) => text);
  if (shown.length > 0) return shown.join(", ");
  return `${expression.includes(`>= ${value}`) ? "from" : bad} ${withUnit(value, panel.unit)}`;
}

function withUnit(value: number, unit: Unit): string {
  if (unit === "percentunit") return `${Number((value * 100).toPrecision(6))}%`;
  if (unit === "s") return value >= 60 ? `${Number((value / 60).toPrecision(6))} min` : `${value} s`;
  const number = new Intl.NumberFormat("en", { notation: "compact", compactDisplay: "long" }).format(value);
  return unit === "cps" || unit === "ops" || unit === "reqps" ? `${number} a second` : number;
}

function dashboards(): string {
  const lines = pages.map(({ title, name, description, rows }) => [
    title,
    name,
    description,
    rows.map((row) => row.title).join(" "),
  ]);
  return `## Dashboards\n\n${table(["dashboard", "end of its address", "tells", "asks"], lines)}`;
}

const table = (columns: readonly string[], lines: readonly (readonly string[])[]): string =>
  [columns, columns.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |\n`).join("");

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) writeFileSync(file, catalogue());
