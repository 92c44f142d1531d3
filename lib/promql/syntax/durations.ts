import type { Duration } from "./expression.ts";
import type { Lexer } from "./lexer.ts";

/** What stands between brackets, as far as a colon. */
export function rangeDuration(lexer: Lexer): Duration {
  const { from } = lexer;
  const seconds = sum(lexer);
  if (seconds !== undefined && seconds <= 0) throw lexer.fault("a range is longer than nothing", from);
  return written(lexer, from, seconds);
}

/** What stands behind `offset`: an operator behind a plain duration belongs to what is around, behind any other to the duration. */
export function offsetDuration(lexer: Lexer): Duration {
  const { from } = lexer;
  const sign = isSign(lexer) ? lexer.kind : "";
  if (sign !== "") lexer.advance();
  const isPlain = sign === "" ? !lexer.is("(") : !isSign(lexer);
  const seconds = isPlain ? operand(lexer) : sum(lexer);
  return written(lexer, from, sign === "-" && seconds !== undefined ? -seconds : seconds);
}

const isSign = (lexer: Lexer): boolean => lexer.is("+") || lexer.is("-");

const written = (lexer: Lexer, from: number, seconds: number | undefined): Duration => ({
  ...lexer.since(from),
  ...(seconds !== undefined && { seconds }),
});

/** In seconds, where nothing has to be computed. How tight operators bind makes no difference to what is a duration. */
function sum(lexer: Lexer, depth = 0): number | undefined {
  if (depth > deepest) throw lexer.fault(`a duration is nested more than ${deepest} deep`);
  let seconds = operand(lexer, depth);
  while (/^[-+*/%^]$/.test(lexer.kind)) {
    lexer.advance();
    operand(lexer, depth);
    seconds = undefined;
  }
  return seconds;
}

const deepest = 100;

function operand(lexer: Lexer, depth = 0): number | undefined {
  let sign = 1;
  for (; isSign(lexer); lexer.advance()) if (lexer.is("-")) sign = -sign;
  const { kind, keyword = "", number, from } = lexer;
  lexer.advance();
  if (kind === "number" || kind === "duration") return sign * number;
  if (kind === "(") {
    const seconds = sum(lexer, depth + 1);
    lexer.expect(")");
    return seconds === undefined ? undefined : sign * seconds;
  }
  const parameters = functions.get(keyword);
  if (parameters === undefined) throw lexer.fault("a duration is due here: 5m", from);
  lexer.expect("(");
  for (let index = 0; index < parameters; index += 1) {
    if (index > 0) lexer.expect(",");
    sum(lexer, depth + 1);
  }
  lexer.expect(")");
  return undefined;
}

/** Functions of durations, with the number of their parameters. */
const functions: ReadonlyMap<string, number> = new Map([
  ["step", 0],
  ["range", 0],
  ["max_of", 2],
  ["min_of", 2],
]);
