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
function sum(lexer: Lexer): number | undefined {
  let seconds = operand(lexer);
  while (/^[-+*/%^]$/.test(lexer.kind)) {
    lexer.advance();
    operand(lexer);
    seconds = undefined;
  }
  return seconds;
}

function operand(lexer: Lexer): number | undefined {
  const { kind, keyword = "", number, from } = lexer;
  lexer.advance();
  switch (kind) {
    case "number":
    case "duration":
      return number;
    case "+":
      return operand(lexer);
    case "-": {
      const seconds = operand(lexer);
      return seconds === undefined ? undefined : -seconds;
    }
    case "(": {
      const seconds = sum(lexer);
      lexer.expect(")");
      return seconds;
    }
  }
  const parameters = functions.get(keyword);
  if (parameters === undefined) throw lexer.fault("a duration is due here: 5m", from);
  lexer.expect("(");
  for (let index = 0; index < parameters; index += 1) {
    if (index > 0) lexer.expect(",");
    sum(lexer);
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
