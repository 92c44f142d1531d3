import { dashboards } from "../../../lib/dashboards/index.ts";
import type { Environment } from "../../../lib/environments/environment.ts";
import { PlatformChart } from "../../../lib/platform/platform-chart.ts";
import { platform } from "../../../platform.ts";

/** A query that must return data, and where it stands. */
export interface Query {
  readonly where: string;
  readonly expression: string;
}

/** Grafana's variables with what stands for "All" and a short range. */
const filled = (expression: string) =>
  expression
    .replaceAll("$__rate_interval", "5m")
    .replaceAll("$__range", "10m")
    .replaceAll(/"\$\w+"/g, '".*"');

/** Every series that a rule of the environment records, and every query of every panel of its dashboards. */
export function queriesOf(environment: Environment): Query[] {
  const installed = PlatformChart.allOf(platform(environment)).flatMap(({ mixins }) => mixins);
  const recordings = installed.flatMap(({ recordings }) =>
    recordings.map(({ series }) => ({ where: series, expression: series })),
  );
  const panels = dashboards(installed, environment.repositoryUrl).flatMap(({ name, panels }) =>
    panels.flatMap(({ title, queries }) =>
      Object.entries(queries).map(([legend, { expression }]) => ({
        where: `${name}: ${title}: ${legend}`,
        expression: filled(expression),
      })),
    ),
  );
  return [...recordings, ...panels];
}
