import type { Environment } from "../environments/environment.ts";
import { Fault } from "../fault.ts";
import { nameOf } from "../verify/model/manifest.ts";
import { readObject } from "../verify/model/read-object.ts";
import type { Finding } from "../verify/rule.ts";
import { verify } from "../verify/verify.ts";
import { worldOf } from "./world.ts";

/** The objects of one file below `dist/`. */
export interface RenderedFile {
  readonly path: string;
  readonly objects: readonly object[];
}

/**
 * Nothing, where everything that an environment's objects refer to is there.
 *
 * @throws Fault with a line for each finding of verify, warnings included: what is meant to be so says why in an annotation.
 */
export function requireLinks(environment: Environment, files: readonly RenderedFile[]): void {
  const manifests = files.flatMap(({ path, objects }) =>
    objects.flatMap((object) => readObject(object, { file: path })),
  );
  const { findings } = verify(manifests, worldOf(environment));
  if (findings.length > 0) throw new Fault(findings.map(line).join("\n"));
}

const line = ({ rule, object, field, value, what, remedy }: Finding): string =>
  `${object.origin.file}: ${nameOf(object)}${field && ` ${field}`}${value === undefined ? "" : ` ${value}`}: ${what}: ${remedy ?? rule.remedy} (${rule.id})`;
