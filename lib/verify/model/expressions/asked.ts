import { type Part, SyntaxFault, syntaxOf } from "../../../promql/syntax.ts";
import { lets, type Matcher, selectorOf } from "./expression.ts";
import type { PromRule } from "./rule-list.ts";

/** A series that an expression asks for. */
export interface Asked {
  readonly name: string;
  readonly matchers: readonly Matcher[];
  /** It is asked for as it was before, on purpose. */
  readonly isShifted: boolean;
}

const known = new Map<string, readonly Asked[]>();

/** All series that an expression asks for by name. */
export function askedIn(expression: string): readonly Asked[] {
  const found = known.get(expression) ?? find(expression);
  known.set(expression, found);
  return found;
}

function find(expression: string): readonly Asked[] {
  const root = syntaxOf(expression);
  if (root instanceof SyntaxFault) return [];
  return root.within("VectorSelector").flatMap((part) => {
    const { name, matchers } = selectorOf(part);
    return name === undefined ? [] : [{ name, matchers, isShifted: isShifted(part) }];
  });
}

const isShifted = ({ kind, whole }: Part): boolean =>
  kind === "OffsetExpr" || (whole !== undefined && isShifted(whole));

/** Whether what a rule records may be what is asked for: the labels that it sets do not say otherwise. */
export const mayGive = ({ record, labels }: PromRule, { name, matchers }: Asked): boolean =>
  record === name &&
  matchers.every((matcher) => {
    const value = labels[matcher.label];
    return value === undefined || lets(matcher, value);
  });
