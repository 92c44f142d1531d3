import { refused } from "../model/refused/objects.ts";
import type { Rule } from "../rule.ts";

/** An object whose fields contradict themselves or one another. */
export const objectRefused: Rule = {
  id: "object-refused",
  topic: "objects",
  severity: "error",
  sentence: "The API server takes each object.",
  why: "It refuses this one, and whatever is applied with it waits.",
  remedy: "mend the field as the message says",
  check: refused,
};
