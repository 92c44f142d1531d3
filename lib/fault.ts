/**
 * Something that the reader can mend: one line with field, value, rule and remedy.
 *
 * `main.ts` prints these without a stack trace; any other error is a mistake of this program.
 */
export class Fault extends Error {
  override readonly name = "Fault";
}
