import { dashboards } from "../../../lib/dashboards/index.ts";
import { development } from "../../../lib/environments/development.ts";
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
    .replaceAll("$__rate_interval", "1m")
    .replaceAll("$__range", "10m")
    .replaceAll(/"\$\w+"/g, '".*"');

const installed = PlatformChart.allOf(platform(development)).flatMap(({ mixins }) => mixins);

/** Every series that a rule of development records. */
export const recordings: readonly Query[] = installed.flatMap(({ recordings }) =>
  recordings.map(({ series }) => ({ where: series, expression: series })),
);

/** Every query of every panel of development's dashboards. */
export const panelQueries: readonly Query[] = dashboards(installed, development.repositoryUrl).flatMap(
  ({ name, panels }) =>
    panels.flatMap(({ title, queries }) =>
      Object.entries(queries).map(([legend, { expression }]) => ({
        where: `${name}: ${title}: ${legend}`,
        expression: filled(expression),
      })),
    ),
);
