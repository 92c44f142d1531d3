import type { Environment } from "../../lib/environments/environment.ts";

/** Values by path; `undefined` takes the field away. They may be anything, since they stand for mistakes. */
export type Changes = Readonly<Record<string, unknown>>;

/** The environment with other values at some paths, as in `{"applications[0].port": 80}`. */
export function changed(environment: Environment, changes: Changes): Environment {
  const copy = structuredClone(environment);
  for (const [path, value] of Object.entries(changes)) set(copy, path, value);
  return copy;
}

function set(root: object, path: string, value: unknown): void {
  const keys = path.split(/[.[\]]+/).filter((key) => key !== "");
  const last = keys.pop() ?? "";
  const parent = keys.reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], root);
  if (typeof parent !== "object" || parent === null) throw new Error(`there is no ${path}`);
  if (value === undefined) delete (parent as Record<string, unknown>)[last];
  else (parent as Record<string, unknown>)[last] = value;
}
