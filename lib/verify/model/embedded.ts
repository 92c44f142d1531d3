import { YAMLException } from "js-yaml";
import { valuesIn } from "../yaml.ts";
import { idOf, type Known } from "./manifest.ts";
import { conform, type Fitting, type Schema } from "./schema.ts";

/** A file that a ConfigMap, a Secret or a custom resource holds. */
export interface EmbeddedFile {
  readonly object: Known<"ConfigMap" | "Secret" | "GrafanaDashboard" | "GrafanaDatasource">;
  /** `data["datasources.yaml"]`. */
  readonly field: string;
  readonly name: string;
  readonly text: string;
}

/** A file that pods can mount. */
export type ObjectFile = EmbeddedFile & { readonly object: Known<"ConfigMap" | "Secret"> };

/** The files of a ConfigMap or a Secret, decoded. */
export function filesOf(object: Known<"ConfigMap" | "Secret">): readonly ObjectFile[] {
  const file =
    (map: string, decode: (text: string) => string) =>
    ([name, text]: [string, string]): ObjectFile => ({
      object,
      field: `${map}["${name}"]`,
      name,
      text: decode(text),
    });
  const plain = (text: string) => text;
  if (object.kind === "ConfigMap") return Object.entries(object.body.data ?? {}).map(file("data", plain));
  const { data = {}, stringData = {} } = object.body;
  return [
    ...Object.entries(data)
      .filter(([name]) => !(name in stringData))
      .map(file("data", (text) => Buffer.from(text, "base64").toString("utf8"))),
    ...Object.entries(stringData).map(file("stringData", plain)),
  ];
}

/** Why a text is no YAML: `bad indentation of a mapping entry (line 4)`; nothing where it is. */
export function whyNoYaml(text: string): string | undefined {
  try {
    valuesIn(text);
    return undefined;
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    return `${error.reason} (line ${error.mark.line + 1})`;
  }
}

/** The first document of a text, which is all that Go reads of a file; the text is YAML. */
export const firstYamlIn = (text: string): unknown => valuesIn(text)[0];

/** Whether a text was encrypted, or was never base64 in the first place, as SOPS leaves it. */
export const isEncrypted = (text: string): boolean => /\uFFFD|^ENC\[/.test(text);

/** Files, each once, whoever mounts it. */
export const filesOnce = <F extends ObjectFile>(files: readonly F[]): readonly F[] => [
  ...new Map(files.map((file) => [`${idOf(file.object)} ${file.field}`, file])).values(),
];

/** Text as YAML, fitted to a schema; nothing where it is something else. */
export function yamlIn<S extends Schema>(text: string, schema: S): Fitting<S> | undefined {
  try {
    const [value, ...others] = valuesIn(text);
    return others.length === 0 ? (conform(schema, value, "", []) as Fitting<S> | undefined) : undefined;
  } catch {
    return undefined;
  }
}
