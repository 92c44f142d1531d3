import { type Expr, type Matcher, partsOf } from "../../../promql/syntax/expression.ts";
import { syntaxOf } from "../../../promql/syntax/syntax.ts";
import { SyntaxFault } from "../../../promql/syntax/syntax-fault.ts";
import { lets } from "./expression.ts";
import type { PromRule } from "./rule-list.ts";

/** A series that an expression asks for. */
export interface Asked {
  readonly name: string;
  readonly matchers: readonly Matcher[];
  /** It is asked for as it was before, on purpose, or for so long that the last evaluation hardly counts. */
  readonly isShifted: boolean;
}

/** So many evaluations are in an hour that one more or less does not matter. */
const longRange = 3600;

const known = new Map<string, readonly Asked[]>();

/** All series that an expression asks for by name. */
export function askedIn(expression: string): readonly Asked[] {
  const found = known.get(expression) ?? find(expression);
  known.set(expression, found);
  return found;
}

function find(expression: string): readonly Asked[] {
  const root = syntaxOf(expression);
  return root instanceof SyntaxFault ? [] : asked(root, false);
}

function asked(expr: Expr, isWithin: boolean): readonly Asked[] {
  const isLong = expr.kind === "range" && (expr.duration.seconds ?? 0) >= longRange;
  const isShifted = isWithin || isLong || ("modifiers" in expr && expr.modifiers.some(({ name }) => name === "offset"));
  if (expr.kind !== "selector") return partsOf(expr).flatMap((each) => asked(each, isShifted));
  const { name, matchers } = expr;
  return name === undefined ? [] : [{ name, matchers, isShifted }];
}

/** Whether what a rule records may be what is asked for: the labels that it sets do not say otherwise. */
export const mayGive = ({ record, labels }: PromRule, { name, matchers }: Asked): boolean =>
  record === name &&
  matchers.every((matcher) => {
    const value = labels[matcher.label];
    return value === undefined || lets(matcher, value);
  });
