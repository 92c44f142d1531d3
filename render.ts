import type { App } from "cdk8s";
import { Yaml } from "cdk8s";
import type { Environment } from "./lib/environments/environment.ts";
import { environments } from "./lib/environments/index.ts";
import { validateAll } from "./lib/environments/validate.ts";
import { requireRunbooks } from "./lib/mixins/runbooks.ts";
import type { Files } from "./lib/output.ts";
import { PlatformChart } from "./lib/platform/platform-chart.ts";
import { gitOps, platform } from "./platform.ts";

/**
 * All files of `dist/`, by their path below it; in memory, so that nothing is written unless everything renders.
 *
 * @throws Fault where an environment is impossible or something is missing that it refers to.
 */
export function render(): Files {
  validateAll(environments);
  return new Map([...environments.flatMap(filesOf), ...files("argocd", gitOps(environments))]);
}

function filesOf(environment: Environment): [string, string][] {
  const app = platform(environment);
  requireRunbooks(
    PlatformChart.allOf(app).flatMap(({ mixins }) => mixins),
    ".",
  );
  return files(environment.name, app);
}

const files = (folder: string, app: App): [string, string][] =>
  PlatformChart.allOf(app).map((chart) => [`${folder}/${chart.node.id}.k8s.yaml`, Yaml.stringify(...chart.toJson())]);
