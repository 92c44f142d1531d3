/** That a text is no expression, and why. */
export class SyntaxFault extends Error {
  /** `at` is where nobody can go on. */
  constructor(
    expression: string,
    at: number,
    readonly what: string,
  ) {
    const near = expression.slice(Math.max(0, at - 10), at + 10).replace(/\s+/g, " ");
    super(near.trim() === "" ? what : `it does not parse near "${near}": ${what}`);
  }
}
