import { idOf, type Manifest } from "../model/manifest.ts";
import type { Rule } from "../rule.ts";

/** Two objects of one kind and name. */
export const duplicateObject: Rule = {
  id: "duplicate-object",
  topic: "input",
  severity: "error",
  sentence: "Each object is written once.",
  why: "One of them replaces the other, and who applies them decides which one.",
  remedy: "remove or rename one of them",
  *check({ manifests }, { complete }) {
    const seen = new Map<string, Manifest>();
    for (const object of manifests) {
      const { name, origin } = object;
      if (!hasName(object)) continue;
      const id = idOf(object);
      const first = seen.get(id);
      if (first === undefined) {
        seen.set(id, object);
        continue;
      }
      const isElsewhere = first.origin.file !== origin.file;
      yield {
        object,
        field: "metadata.name",
        value: name,
        what: `an object of this name stands in ${placeOf(first)} already`,
        ...(isElsewhere && !complete && { uncertain: "the two files may be alternatives, or layers of one object" }),
      };
    }
  },
};

/** The API server makes the name of others, a new one each time. */
const hasName = ({ body, name }: Manifest) =>
  name !== "" && (body as { metadata?: { name?: unknown } }).metadata?.name !== undefined;

/** Of an item of a List: the line at which the List begins, and which item it is. */
const placeOf = ({ origin: { file, line, within } }: Manifest) =>
  `${line === undefined ? file : `${file}:${line}`}${within === undefined ? "" : ` (${within.slice(0, -1)})`}`;
