import type { LabelList, Matcher, Selector } from "./expression.ts";
import type { Lexer } from "./lexer.ts";
import { string } from "./literals.ts";

/** A selector whose name, if it has one, was read before. */
export function selector(lexer: Lexer, name: string | undefined, from: number): Selector {
  const start = lexer.from;
  const { matchers, quoted } = lexer.is("{") ? braces(lexer) : { matchers: [], quoted: undefined };
  const isBraced = lexer.end > start;
  if (name !== undefined && (quoted !== undefined || matchers.some(({ label }) => label === "__name__")))
    throw lexer.fault("the name of the series is said twice", from);
  const named = matchers.find(({ label, operator }) => label === "__name__" && operator === "=");
  const whole = name ?? quoted ?? named?.value;
  const written = lexer.since(from);
  return {
    kind: "selector",
    ...(whole && { name: whole }),
    matchers: matchers.filter((each) => each !== named),
    ...(isBraced && { braces: { from: start, to: lexer.end } }),
    modifiers: [],
    selection: written.text,
    ...written,
  };
}

/** Matchers, and the name of a series where it stands among them in quotes. */
function braces(lexer: Lexer): { readonly matchers: readonly Matcher[]; readonly quoted: string | undefined } {
  const matchers: Matcher[] = [];
  let quoted: string | undefined;
  list(lexer, "{", "}", () => {
    const found = matcher(lexer);
    if (typeof found === "string") quoted ??= found;
    else matchers.push(found);
  });
  return { matchers, quoted };
}

function matcher(lexer: Lexer): Matcher | string {
  const { from } = lexer;
  const isQuoted = lexer.is("string");
  const label = labelName(lexer, /^\w+$/);
  if (isQuoted && (lexer.is(",") || lexer.is("}"))) return label;
  const operator = lexer.kind;
  if (operator !== "=" && operator !== "!=" && operator !== "=~" && operator !== "!~")
    throw lexer.fault("=, !=, =~ or !~ is due here");
  lexer.advance();
  const { value } = string(lexer);
  return { label, operator, value, ...lexer.since(from) };
}

/** Labels behind the word at which the lexer stands. */
export function labelList(lexer: Lexer, word: LabelList["word"], isOptional = false): LabelList {
  const labels: string[] = [];
  lexer.advance();
  if (isOptional && !lexer.is("(")) return { word, labels, from: lexer.end, to: lexer.end };
  const { from } = lexer;
  list(lexer, "(", ")", () => labels.push(labelName(lexer, /^[\w:]+$/)));
  return { word, labels, from, to: lexer.end };
}

function labelName(lexer: Lexer, plain: RegExp): string {
  if (lexer.is("string")) return string(lexer).value;
  const { text } = lexer;
  if (!lexer.is("word") || !plain.test(text)) throw lexer.fault("a label is due here");
  lexer.advance();
  return text;
}

/** Items between two signs; a comma may follow the last one. */
function list(lexer: Lexer, first: string, last: string, item: () => void): void {
  lexer.expect(first);
  while (!lexer.is(last)) {
    item();
    if (!lexer.is(",")) break;
    lexer.advance();
  }
  lexer.expect(last);
}
