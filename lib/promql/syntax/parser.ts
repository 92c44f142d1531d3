import type { Binary, Expr, LabelList } from "./expression.ts";
import { aggregators, callable, fills, levels, power, reserved } from "./keywords.ts";
import { Lexer } from "./lexer.ts";
import { isNumber, number, string } from "./literals.ts";
import { modified } from "./modifiers.ts";
import { labelList, selector } from "./selectors.ts";
import { SyntaxFault } from "./syntax-fault.ts";

/** More than people write, and few enough for any program to walk through. */
const most = { depth: 500, operators: 2000 };

/**
 * What an expression is made of. The grammar is that of Prometheus 3.16 with all its features; whether types fit is another question.
 *
 * Source: https://github.com/prometheus/prometheus/blob/v3.16.0/promql/parser/generated_parser.y
 *
 * @throws SyntaxFault where it is none.
 */
export const parseExpression = (text: string): Expr => new Parser(text).whole();

class Parser {
  private readonly lexer: Lexer;
  private depth = 0;
  private operators = 0;

  constructor(text: string) {
    this.lexer = new Lexer(text);
  }

  whole(): Expr {
    const { lexer } = this;
    if (lexer.is("end")) throw new SyntaxFault("", 0, "it is empty");
    const expr = this.expression(0);
    if (!lexer.is("end")) throw lexer.fault("an operator is missing, or this is too much");
    return expr;
  }

  /** Operands and operators that bind at least so tight. */
  private expression(least: number): Expr {
    const { lexer } = this;
    this.depth += 1;
    if (this.depth > most.depth) throw lexer.fault(`it is nested more than ${most.depth} deep`);
    let left = this.operand();
    for (let level = this.level(); level >= least; level = this.level()) left = this.binary(left, level);
    this.depth -= 1;
    return left;
  }

  /** How tight the next operator binds; less than any where none is next. */
  private level(): number {
    const { kind, keyword = kind } = this.lexer;
    return levels.get(keyword) ?? -1;
  }

  private binary(left: Expr, level: number): Binary {
    const { lexer } = this;
    this.operators += 1;
    if (this.operators > most.operators) throw lexer.fault(`it has more than ${most.operators} operators`);
    const { kind, keyword: operator = kind, to: end } = lexer;
    lexer.advance();
    const matching = this.matching();
    const between = lexer.source.slice(end, lexer.end);
    const right = this.expression(level === power ? level : level + 1);
    return { kind: "binary", operator, left, right, ...matching, between, ...lexer.since(left.from) };
  }

  /** What stands between an operator and its right operand. */
  private matching(): Pick<Binary, "bool" | "matching" | "group" | "fills"> {
    const { lexer } = this;
    const bool = lexer.keyword === "bool";
    if (bool) lexer.advance();
    const by = lexer.keyword;
    const matching = by === "on" || by === "ignoring" ? labelList(lexer, by) : undefined;
    const side = lexer.keyword;
    const isGrouped = matching !== undefined && (side === "group_left" || side === "group_right");
    const group = isGrouped ? labelList(lexer, side, true) : undefined;
    return { bool, ...(matching && { matching }), ...(group && { group }), fills: this.fills() };
  }

  private fills(): boolean {
    const { lexer } = this;
    let found = false;
    // Without a parenthesis they are names of series, as they were before.
    while (fills.has(lexer.keyword ?? "") && /^\s*\(/.test(lexer.source.slice(lexer.to))) {
      found = true;
      lexer.advance();
      lexer.expect("(");
      if (lexer.is("+") || lexer.is("-")) lexer.advance();
      number(lexer);
      lexer.expect(")");
    }
    return found;
  }

  private operand(): Expr {
    const { lexer } = this;
    const { kind: operator, from } = lexer;
    if (operator !== "+" && operator !== "-") return modified(lexer, this.primary());
    lexer.advance();
    const expr = this.expression(power);
    return { kind: "unary", operator, expr, ...lexer.since(from) };
  }

  private primary(): Expr {
    const { lexer } = this;
    const { from } = lexer;
    if (isNumber(lexer)) return number(lexer);
    if (lexer.is("word")) return this.named();
    if (lexer.is("string")) return string(lexer);
    if (lexer.is("{")) return selector(lexer, undefined, from);
    if (!lexer.is("(")) throw lexer.fault("an operand is missing");
    lexer.advance();
    const expr = this.expression(0);
    lexer.expect(")");
    return { kind: "parentheses", expr, ...lexer.since(from) };
  }

  /** What begins with a word: a call, an aggregation or a selector. */
  private named(): Expr {
    const { lexer } = this;
    const { text: name, from, keyword = "" } = lexer;
    lexer.advance();
    const follows = lexer.keyword;
    if (aggregators.has(keyword) && (lexer.is("(") || follows === "by" || follows === "without")) {
      const before = this.grouping();
      const args = this.args();
      const grouping = before ?? this.grouping();
      return { kind: "aggregation", operator: keyword, ...(grouping && { grouping }), args, ...lexer.since(from) };
    }
    const isCall = lexer.is("(") && !name.includes(":");
    if (isCall && (keyword === "" || callable.has(keyword)))
      return { kind: "call", name, args: this.args(), ...lexer.since(from) };
    if (isCall || reserved.has(keyword)) throw lexer.fault(`${name} is a keyword, and an operand is due here`, from);
    return selector(lexer, name, from);
  }

  private grouping(): LabelList | undefined {
    const { keyword } = this.lexer;
    return keyword === "by" || keyword === "without" ? labelList(this.lexer, keyword) : undefined;
  }

  private args(): readonly Expr[] {
    const { lexer } = this;
    const found: Expr[] = [];
    lexer.expect("(");
    while (found.length > 0 || !lexer.is(")")) {
      found.push(this.expression(0));
      if (!lexer.is(",")) break;
      lexer.advance();
    }
    lexer.expect(")");
    return found;
  }
}
