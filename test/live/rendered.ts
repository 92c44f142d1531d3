import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import type { KubernetesObject } from "./kubectl.ts";

/** The rendered files of an environment, in the order in which they are applied. */
export function filesOf(environment: string): { name: string; objects: KubernetesObject[] }[] {
  const folder = join("dist", environment);
  return readdirSync(folder)
    .sort()
    .map((name) => ({ name, objects: parse(readFileSync(join(folder, name), "utf8")) }));
}

/** All objects of an environment. */
export const objectsOf = (environment: string): KubernetesObject[] =>
  filesOf(environment).flatMap(({ objects }) => objects);

const parse = (text: string): KubernetesObject[] =>
  parseAllDocuments(text).map((document) => document.toJS() as KubernetesObject);

/** `Kind namespace/name`, for messages. */
export const nameOf = ({ kind, metadata }: KubernetesObject): string =>
  `${kind} ${metadata.namespace ? `${metadata.namespace}/` : ""}${metadata.name}`;
