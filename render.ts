import { Yaml } from "cdk8s";
import { environments } from "./lib/environments/index.ts";
import type { Files } from "./lib/output.ts";
import { PlatformChart } from "./lib/platform/platform-chart.ts";
import { platform } from "./platform.ts";

/** All files of `dist/`, by their path below it; in memory, so that nothing is written unless everything renders. */
export function render(): Files {
  const files = new Map<string, string>();
  for (const environment of environments) {
    for (const chart of platform(environment).node.children) {
      if (chart instanceof PlatformChart) files.set(`${environment.name}/${chart.node.id}.k8s.yaml`, Yaml.stringify(...chart.toJson()));
    }
  }
  return files;
}
