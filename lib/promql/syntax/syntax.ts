import type { Expr } from "./expression.ts";
import { parseExpression } from "./parser.ts";
import { SyntaxFault } from "./syntax-fault.ts";

const known = new Map<string, Expr | SyntaxFault>();

/** What an expression is made of, or what is wrong with it; each is parsed once. */
export function syntaxOf(text: string): Expr | SyntaxFault {
  const found = known.get(text) ?? tried(text);
  known.set(text, found);
  return found;
}

function tried(text: string): Expr | SyntaxFault {
  try {
    return parseExpression(text);
  } catch (error) {
    if (error instanceof SyntaxFault) return error;
    throw error;
  }
}

/**
 * What an expression is made of.
 *
 * @throws SyntaxFault where it is none.
 */
export function parse(text: string): Expr {
  const found = syntaxOf(text);
  if (found instanceof SyntaxFault) throw found;
  return found;
}

/** Blanks in place of comments, so that everything else keeps its place. */
export const withoutComments = (text: string): string =>
  text.includes("#")
    ? text.replace(/("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)|#[^\n]*/g, (found, literal?: string) =>
        literal === undefined ? " ".repeat(found.length) : found,
      )
    : text;
