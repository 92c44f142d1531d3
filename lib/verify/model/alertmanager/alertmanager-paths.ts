import type { Cluster } from "../cluster.ts";
import { type ObjectFile, yamlIn } from "../embedded.ts";
import type { Known } from "../manifest.ts";
import { baseFileOf } from "./alertmanager-file.ts";

/** A path of Alertmanager's container that its base configuration names. */
export interface NamedPath {
  readonly object: ObjectFile["object"];
  readonly field: string;
  readonly path: string;
}

/** The paths of all files and templates that the base configuration of an Alertmanager names; the operator fetches those of a custom resource. */
export function pathsOf(cluster: Cluster, alertmanager: Known<"Alertmanager">): readonly NamedPath[] {
  const file = baseFileOf(cluster, alertmanager);
  return file === undefined ? [] : pathsInFile(file);
}

/** The paths of all files and templates that a configuration names. */
export const pathsInFile = ({ object, text, field }: ObjectFile): readonly NamedPath[] =>
  [...pathsIn(yamlIn(text, "any"), field)].map((each) => ({ object, ...each }));

function* pathsIn(value: unknown, field: string): Iterable<Pick<NamedPath, "field" | "path">> {
  if (typeof value !== "object" || value === null) return;
  for (const [name, each] of Object.entries(value)) {
    const below = Array.isArray(value) ? `${field}[${name}]` : `${field}.${name}`;
    const isPath = name.endsWith("_file") || /\.templates\[\d+\]$/.test(below);
    if (isPath && typeof each === "string") yield { field: below, path: each };
    else yield* pathsIn(each, below);
  }
}
