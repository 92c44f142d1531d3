import type { App } from "cdk8s";
import type { Environment } from "./lib/environments/environment.ts";
import { environments as ours } from "./lib/environments/index.ts";
import { validateAll } from "./lib/environments/validate.ts";
import { requireRunbooks } from "./lib/mixins/runbooks.ts";
import type { Files } from "./lib/output.ts";
import { type RenderedFile, requireLinks } from "./lib/platform/links.ts";
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
  const files = [...environments.flatMap(environmentFiles), ...filesOf("argocd", gitOps(environments))];
  return new Map(files.map(({ path, objects }) => [path, toYaml(...objects)]));
}

function environmentFiles(environment: Environment): readonly RenderedFile[] {
  const app = platform(environment);
  requireRunbooks(
    PlatformChart.allOf(app).flatMap(({ mixins }) => mixins),
    ".",
  );
  const files = filesOf(environment.name, app);
  requireLinks(environment, files);
  return files;
}

const filesOf = (folder: string, app: App): readonly RenderedFile[] =>
  PlatformChart.allOf(app).map((chart) => ({ path: `${folder}/${chart.node.id}.k8s.yaml`, objects: chart.toJson() }));
