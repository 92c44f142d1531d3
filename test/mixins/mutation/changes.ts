import { seconds, toDuration } from "../../../lib/promql/duration.ts";
import type { Duration } from "../../../lib/promql/promql.ts";
import {
  allIn,
  type Binary,
  type Expr,
  type LabelList,
  type Selector,
  type Span,
} from "../../../lib/promql/syntax/expression.ts";
import { parse } from "../../../lib/promql/syntax/syntax.ts";

/** An expression with one small fault in it. */
export interface Change {
  /** What was changed, unique within the expression: `> becomes >=`. */
  readonly what: string;
  readonly expression: string;
}

interface Edit {
  readonly what: string;
  readonly of: Span;
  readonly instead: string;
}

/** Every small fault that somebody could make in the expression. */
export function changesOf(expression: string): Change[] {
  const seen = new Map<string, number>();
  return allIn(parse(expression))
    .flatMap(faultsOf)
    .map(({ what, of: { from, to }, instead }) => {
      const times = (seen.get(what) ?? 0) + 1;
      seen.set(what, times);
      return {
        what: times === 1 ? what : `${what} (${times})`,
        expression: expression.slice(0, from) + instead + expression.slice(to),
      };
    });
}

/** The expression with other series in place of some. */
export function renamed(expression: string, names: ReadonlyMap<string, string>): string {
  let result = "";
  let done = 0;
  for (const each of allIn(parse(expression))) {
    const name = each.kind === "selector" ? each.name : undefined;
    const instead = name && names.get(name);
    if (!name || instead === undefined) continue;
    result += expression.slice(done, each.from) + instead;
    done = each.from + name.length;
  }
  return result + expression.slice(done);
}

/** What may be written in place of an operator. */
const operators: Readonly<Record<string, readonly string[]>> = {
  ">": [">=", "<"],
  ">=": [">", "<"],
  "<": ["<=", ">"],
  "<=": ["<", ">"],
  "==": ["!="],
  "!=": ["=="],
  "+": ["-"],
  "-": ["+"],
  "*": ["/"],
  "/": ["*"],
  and: ["or", "unless"],
  or: ["and"],
  unless: ["and", "or"],
};

/** Where it matters which operand stands first. */
const ordered = new Set(["-", "/", "unless"]);

/** Of these, one operand may have been forgotten; of `or` either. */
const either: Readonly<Record<string, readonly ("left" | "right")[]>> = {
  and: ["left"],
  unless: ["left"],
  or: ["left", "right"],
};

function faultsOf(expr: Expr): readonly Edit[] {
  switch (expr.kind) {
    case "binary":
      return [...ofOperator(expr), ...ofLabels(expr.matching), ...ofLabels(expr.group)];
    case "number":
      return ofNumber(expr);
    case "range":
      return ofDuration(expr.duration);
    case "selector":
      return [...ofMatchers(expr), ...expr.modifiers.flatMap(({ duration }) => (duration ? ofDuration(duration) : []))];
    case "aggregation":
      return ofLabels(expr.grouping);
    default:
      return [];
  }
}

function ofOperator(expr: Binary): readonly Edit[] {
  const { operator, left, right, between } = expr;
  // In parentheses, since another operator may bind otherwise.
  const operand = ({ kind, text }: Expr) => (kind === "binary" ? `(${text})` : text);
  const whole = (one: Expr, sign: string, other: Expr) => `(${operand(one)} ${sign}${between} ${operand(other)})`;
  return [
    ...(operators[operator] ?? []).map((other) => ({
      what: `${operator} becomes ${other}`,
      of: expr,
      instead: whole(left, other, right),
    })),
    ...(ordered.has(operator)
      ? [{ what: `the operands of ${operator} swapped`, of: expr, instead: whole(right, operator, left) }]
      : []),
    ...(either[operator] ?? []).map((kept) => ({
      what: `${operator} without its ${kept === "left" ? "right" : "left"} operand`,
      of: expr,
      instead: operand(kept === "left" ? left : right),
    })),
  ];
}

/** By a twentieth; zero has none. */
function ofNumber(of: Extract<Expr, { kind: "number" }>): readonly Edit[] {
  const others = of.value === 0 ? [1, -1] : [of.value * 1.05, of.value * 0.95];
  return others.map((other) => {
    const instead = String(Number(other.toPrecision(6)));
    return { what: `${of.text} becomes ${instead}`, of, instead };
  });
}

function ofDuration(of: Span & { readonly text: string }): readonly Edit[] {
  const whole = seconds(of.text as Duration);
  return [toDuration(whole / 2), toDuration(whole * 2)].map((instead) => ({
    what: `[${of.text}] becomes [${instead}]`,
    of,
    instead,
  }));
}

function ofLabels(list: LabelList | undefined): readonly Edit[] {
  if (list === undefined) return [];
  return without(list.labels).map(({ item, rest }) => ({
    what: `${list.word} without ${item}`,
    of: list,
    instead: `(${rest.join(", ")})`,
  }));
}

function ofMatchers({ braces, matchers }: Selector): readonly Edit[] {
  if (braces === undefined) return [];
  return without(matchers.map(({ text }) => text)).map(({ item, rest }) => ({
    what: `without ${item}`,
    of: braces,
    instead: rest.length === 0 ? "" : `{${rest.join(", ")}}`,
  }));
}

/** Each item, and what is left without it. */
const without = (items: readonly string[]) =>
  items.map((item, index) => ({ item, rest: items.filter((_, other) => other !== index) }));
