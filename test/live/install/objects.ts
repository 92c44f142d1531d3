import type { Environment } from "../../../lib/environments/environment.ts";
import { validate } from "../../../lib/environments/validate.ts";
import { requireLinks } from "../../../lib/platform/links.ts";
import { PlatformChart } from "../../../lib/platform/platform-chart.ts";
import { platform } from "../../../platform.ts";
import type { KubernetesObject } from "../kubectl.ts";
import { leadOutside } from "../outside/objects.ts";
import { synced } from "./secret-store.ts";

/** A rendered file: what is applied together. */
export interface File {
  readonly name: string;
  readonly objects: readonly KubernetesObject[];
}

/**
 * The environment's files as they are rendered, in the order in which they are applied.
 *
 * @throws Fault where it is impossible or something is missing that it refers to, as for any other environment.
 */
export function renderedFiles(environment: Environment): File[] {
  validate(environment);
  const files = PlatformChart.allOf(platform(environment)).map((chart) => ({
    name: chart.node.id,
    objects: chart.toJson() as KubernetesObject[],
  }));
  requireLinks(
    environment,
    files.map(({ name, objects }) => ({ path: `${environment.name}/${name}.k8s.yaml`, objects })),
  );
  return files.sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** Those files for a cluster without a secret store, and with stand-ins for receivers at an address. */
export function appliedFiles(environment: Environment, receivers: string): File[] {
  const { secrets } = environment;
  const prefix = secrets.kind === "external" ? secrets.prefix : "";
  return renderedFiles(environment).map(({ name, objects }) => ({
    name,
    objects: objects.map((object) =>
      object.kind === "ExternalSecret" ? synced(object, prefix) : leadOutside(object, receivers),
    ),
  }));
}
