import { dashboards } from "../../lib/dashboards/index.ts";
import type { Environment } from "../../lib/environments/environment.ts";
import type { Installed } from "../../lib/platform/contracts.ts";
import { PlatformChart } from "../../lib/platform/platform-chart.ts";
import { platform } from "../../platform.ts";

/** An environment as the render hands it on. */
export function installedOf(environment: Environment): Installed {
  const charts = PlatformChart.allOf(platform(environment));
  const mixins = charts.flatMap((chart) => chart.mixins);
  return {
    environment,
    mixins,
    dashboards: dashboards(mixins, environment.repositoryUrl),
    objects: charts.flatMap((chart) => chart.toJson()),
  };
}
