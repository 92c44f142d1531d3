import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import type { KubernetesObject } from "../kubectl.ts";

/** The rendered environment that is recorded. */
export class Platform {
  constructor(readonly objects: readonly KubernetesObject[]) {}

  /** All objects of a folder of YAML files, in the order of their names. */
  static read(folder: string): Platform {
    const files = readdirSync(folder).filter((file) => file.endsWith(".yaml"));
    if (files.length === 0) throw new Error(`${folder} has no YAML files: run make synth, or name another folder`);
    const documents = files.sort().flatMap((file) => parseAllDocuments(readFileSync(join(folder, file), "utf8")));
    return new Platform(documents.map((document) => document.toJS() as KubernetesObject).filter(Boolean));
  }

  /** One object of it. */
  object(kind: string, name: string): KubernetesObject {
    const found = this.objects.find((object) => object.kind === kind && object.metadata.name === name);
    if (found === undefined) throw new Error(`the rendered environment has no ${kind} ${name}`);
    return found;
  }

  /** A value of a plain Secret. */
  secret(name: string, key: string): string {
    const { stringData } = this.object("Secret", name) as { stringData?: Record<string, string> };
    const value = stringData?.[key];
    if (value === undefined)
      throw new Error(`Secret ${name} has no plain ${key}: record an environment with plain secrets`);
    return value;
  }

  /** The first container of a workload. */
  container(kind: string, name: string): { readonly image: string; readonly args?: readonly string[] } {
    const { spec } = this.object(kind, name) as {
      spec?: { template?: { spec?: { containers?: readonly { image: string; args?: readonly string[] }[] } } };
    };
    const container = spec?.template?.spec?.containers?.[0];
    if (container === undefined) throw new Error(`${kind} ${name} has no container`);
    return container;
  }

  /** All objects of some kinds and one name, with some texts replaced wherever one is a whole value: a second instance. */
  copies(kinds: readonly string[], name: string, texts: Readonly<Record<string, string>>): KubernetesObject[] {
    return kinds.map((kind) => replaced(this.object(kind, name), texts) as KubernetesObject);
  }
}

function replaced(value: unknown, texts: Readonly<Record<string, string>>): unknown {
  if (typeof value === "string") return texts[value] ?? value;
  if (Array.isArray(value)) return value.map((each) => replaced(each, texts));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, replaced(each, texts)]));
}
