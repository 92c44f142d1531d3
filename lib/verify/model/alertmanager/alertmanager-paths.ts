import type { Cluster } from "../cluster.ts";
import { filesOf, yamlIn } from "../embedded.ts";
import type { Known } from "../manifest.ts";

/** A path of Alertmanager's container that its base configuration names. */
export interface NamedPath {
  readonly object: Known<"Secret">;
  readonly field: string;
  readonly path: string;
}

/** The paths of all files and templates that the base configuration of an Alertmanager names. */
export function pathsOf(cluster: Cluster, { name, namespace = "", body }: Known<"Alertmanager">): readonly NamedPath[] {
  // A custom resource in the place of the file names keys of Secrets, which the operator fetches.
  if (body.spec?.alertmanagerConfiguration?.name !== undefined) return [];
  const secret = cluster.find("Secret", namespace, body.spec?.configSecret ?? `alertmanager-${name}`);
  if (secret === undefined) return [];
  return filesOf(secret)
    .filter((file) => file.name === "alertmanager.yaml")
    .flatMap(({ text, field }) =>
      [...pathsIn(yamlIn(text, "any"), field)].map((each) => ({ object: secret, ...each })),
    );
}

function* pathsIn(value: unknown, field: string): Iterable<Pick<NamedPath, "field" | "path">> {
  if (typeof value !== "object" || value === null) return;
  for (const [name, each] of Object.entries(value)) {
    const below = Array.isArray(value) ? `${field}[${name}]` : `${field}.${name}`;
    const isPath = name.endsWith("_file") || /\.templates\[\d+\]$/.test(below);
    if (isPath && typeof each === "string") yield { field: below, path: each };
    else yield* pathsIn(each, below);
  }
}
