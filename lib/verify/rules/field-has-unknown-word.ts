import { near } from "../model/near.ts";
import type { Rule } from "../rule.ts";

/** `tcp` where the API takes `TCP`. */
export const fieldHasUnknownWord: Rule = {
  id: "field-has-unknown-word",
  topic: "input",
  severity: "error",
  sentence: "Fields that take a few words only have one of these.",
  why: "The API server refuses the object, and whatever is applied with it waits.",
  remedy: "write one of the words that the field takes, in upper and lower case as they are",
  *check({ manifests }) {
    for (const object of manifests)
      for (const { field, value, expected, words } of object.misfits)
        if (words !== undefined)
          yield { object, field, value: `${value}`, what: `the field takes ${expected}`, ...near(`${value}`, words) };
  },
};
