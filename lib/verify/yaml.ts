import { FAILSAFE_SCHEMA, loadAll, Type } from "js-yaml";
import { scalar } from "./scalar.ts";

/** One type for all plain text: js-yaml asks each type about each text. */
const plain = { kind: "scalar", resolve: isNoText, construct: scalar } as const;

function isNoText(text: string | null): boolean {
  return text !== null && scalar(text) !== undefined;
}

const named = (name: string) => new Type(`tag:yaml.org,2002:${name}`, plain);

/** Of a value that is written in base64; it may be empty. */
const textOf = (text: string | null) => Buffer.from(text ?? "", "base64").toString("utf8");

/** YAML as Kubernetes reads it. */
const schema = FAILSAFE_SCHEMA.extend({
  implicit: [
    new Type("tag:yaml.org,2002:merge", { kind: "scalar", resolve: (text) => text === "<<" }),
    new Type("!plain", plain),
  ],
  explicit: [
    ...["bool", "int", "float", "null"].map(named),
    new Type("tag:yaml.org,2002:binary", { kind: "scalar", construct: textOf }),
  ],
});

/**
 * The documents of a text, as many as there are.
 *
 * @throws YAMLException where it is no YAML.
 */
export const valuesIn = (text: string): readonly unknown[] => loadAll(text, null, { schema });
