import { dashboards } from "./lib/dashboards/index.ts";
import type { Environment } from "./lib/environments/environment.ts";
import { environments as ours } from "./lib/environments/index.ts";
import { validateAll } from "./lib/environments/validate.ts";
import { requireRunbooks } from "./lib/mixins/runbooks.ts";
import type { Files } from "./lib/output.ts";
import { requireContracts } from "./lib/platform/contracts.ts";
import { requireLinks } from "./lib/platform/links.ts";
import { PlatformChart } from "./lib/platform/platform-chart.ts";
import { toYaml } from "./lib/yaml.ts";
import { gitOps, platform } from "./platform.ts";

/**
 * All files of `dist/`, by their path below it; in memory, so that nothing is written unless everything renders.
 *
 * @throws Fault where an environment is impossible or something is missing that it refers to.
 */
export function render(environments: readonly Environment[] = ours): Files {
  validateAll(environments);
  const rendered = environments.map((environment) => {
    const charts = PlatformChart.allOf(platform(environment));
    const mixins = charts.flatMap((chart) => chart.mixins);
    requireRunbooks(mixins, ".");
    const files = charts.map((chart) => fileOf(environment.name, chart));
    requireLinks(environment, files);
    return { environment, mixins, dashboards: dashboards(mixins, environment.repositoryUrl), files };
  });
  requireContracts(
    rendered.map(({ files, ...each }) => ({ ...each, objects: files.flatMap(({ objects }) => objects) })),
  );
  const files = [
    ...rendered.flatMap(({ files }) => files),
    ...PlatformChart.allOf(gitOps(environments)).map((chart) => fileOf("argocd", chart)),
  ];
  return new Map(files.map(({ path, objects }) => [path, toYaml(...objects)]));
}

const fileOf = (folder: string, chart: PlatformChart) => ({
  path: `${folder}/${chart.node.id}.k8s.yaml`,
  objects: chart.toJson(),
});
