import { placeholderIn } from "../model/placeholder.ts";
import type { Rule } from "../rule.ts";

/** Text where a number belongs, a map where a list belongs. */
export const fieldHasWrongType: Rule = {
  id: "field-has-wrong-type",
  topic: "input",
  severity: "error",
  sentence: "Fields have the type that the API takes.",
  why: "The API server refuses the object, and whatever is applied with it waits.",
  remedy: "write what the field takes",
  *check({ manifests }) {
    for (const object of manifests)
      for (const { field, value, expected, words } of object.misfits)
        if (words === undefined)
          yield {
            object,
            field,
            value: short(value),
            what: `it is ${typeOf(value)}, and the field takes ${expected}`,
            ...(expected === "a string" && isPlain(value) && { remedy: `quote it: ${JSON.stringify(String(value))}` }),
            ...(isQuotedNumber(value) && expected === "a number" && { remedy: `write ${value.trim()} without quotes` }),
          };
  },
};

const isPlain = (value: unknown) => typeof value === "number" || typeof value === "boolean";

const isQuotedNumber = (value: unknown): value is string =>
  typeof value === "string" && /^\s*-?\d+(?:\.\d+)?\s*$/.test(value);

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a map";
  return { string: "a string", number: "a number", boolean: "true or false" }[typeof value as string] ?? typeof value;
}

/** Enough of it to be found again, and all of what something else is put in place of. */
function short(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 && placeholderIn(text) === undefined ? `${text.slice(0, 57)}...` : text;
}
