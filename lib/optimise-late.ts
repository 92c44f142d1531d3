import { setFlagsFromString } from "node:v8";

/**
 * For programs that are over before optimised code pays for its compilation; where one takes longer, hot code is still optimised, a little
 * later. Only Node 20 is told so: later ones have a quick compiler between, and print an error for this flag, which they do not know.
 *
 * @param budget How many bytes of bytecode a function runs before it is optimised; V8 takes 67584 (`node --v8-options`).
 */
export function optimiseLate(budget: number): void {
  if (process.version.startsWith("v20.")) setFlagsFromString(`--interrupt-budget=${budget}`);
}
