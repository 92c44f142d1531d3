import type { NumberLiteral, StringLiteral } from "./expression.ts";
import type { Lexer } from "./lexer.ts";
import { textOf } from "./literal-values.ts";

export function isNumber({ kind, keyword }: Lexer): boolean {
  return kind === "number" || kind === "duration" || keyword === "inf" || keyword === "nan";
}

export function number(lexer: Lexer): NumberLiteral {
  if (!isNumber(lexer)) throw lexer.fault("a number is due here");
  const { number: value, from } = lexer;
  lexer.advance();
  return { kind: "number", value, ...lexer.since(from) };
}

export function string(lexer: Lexer): StringLiteral {
  if (!lexer.is("string")) throw lexer.fault("a string is due here");
  const { text, from } = lexer;
  const value = textOf(text);
  if (typeof value === "object")
    throw lexer.fault(`${value.escape} means nothing in a string: write \\${value.escape}`);
  lexer.advance();
  return { kind: "string", value, ...lexer.since(from) };
}
