import { offsetDuration, rangeDuration } from "./durations.ts";
import type { Expr, Modifier, Range, Subquery } from "./expression.ts";
import type { Lexer } from "./lexer.ts";
import { number } from "./literals.ts";

/** An operand with the ranges and modifiers behind it, which bind tighter than any operator. */
export function modified(lexer: Lexer, operand: Expr): Expr {
  let expr = operand;
  for (;;) {
    const { keyword, from } = lexer;
    if (lexer.is("[")) expr = ranged(lexer, expr);
    else if (lexer.is("@")) {
      lexer.advance();
      time(lexer);
      expr = extended(lexer, expr, { name: "@", ...lexer.since(from) });
    } else if (keyword === "offset") {
      lexer.advance();
      const duration = offsetDuration(lexer);
      expr = extended(lexer, expr, { name: keyword, duration, ...lexer.since(from) });
    } else if (keyword === "anchored" || keyword === "smoothed") {
      lexer.advance();
      expr = extended(lexer, expr, { name: keyword, ...lexer.since(from) });
    } else return expr;
  }
}

function ranged(lexer: Lexer, expr: Expr): Range | Subquery {
  const { from } = lexer;
  lexer.inBrackets = true;
  lexer.advance();
  const duration = rangeDuration(lexer);
  const isSubquery = lexer.is(":");
  if (isSubquery) lexer.advance();
  const step = isSubquery && !lexer.is("]") ? rangeDuration(lexer) : undefined;
  lexer.inBrackets = false;
  lexer.expect("]");
  const written = lexer.since(expr.from);
  if (isSubquery) return { kind: "subquery", expr, duration, ...(step && { step }), modifiers: [], ...written };
  if (expr.kind !== "selector")
    throw lexer.fault("a range follows a selector: that of anything else has a colon, [5m:]", from);
  if (expr.modifiers.length > 0) throw lexer.fault("a range stands before what follows the selector", from);
  return { kind: "range", selector: expr, duration, ...written };
}

/** Seconds since 1970, or an end of what is looked at. */
function time(lexer: Lexer): void {
  const isEnd = lexer.keyword === "start" || lexer.keyword === "end";
  if (isEnd || lexer.is("+") || lexer.is("-")) lexer.advance();
  if (!isEnd) number(lexer);
  else {
    lexer.expect("(");
    lexer.expect(")");
  }
}

/** With one modifier more: those of a range are its selector's. */
function extended(lexer: Lexer, expr: Expr, modifier: Modifier): Expr {
  const { name, from } = modifier;
  const of = expr.kind === "range" ? expr.selector : expr;
  if (of.kind !== "selector" && of.kind !== "subquery")
    throw lexer.fault(`${name} follows a selector, a range or a subquery`, from);
  if (of.modifiers.some((each) => each.name === name)) throw lexer.fault(`${name} stands twice`, from);
  const modifiers = [...of.modifiers, modifier];
  const written = lexer.since(expr.from);
  if (expr.kind === "range") return { ...expr, selector: { ...expr.selector, modifiers }, ...written };
  return { ...of, modifiers, ...written };
}
