import { lets, type Matcher, parse, selectorAt } from "./expression.ts";
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
  const parsed = parse(expression);
  if (typeof parsed === "string") return [];
  const found: Asked[] = [];
  parsed.root.cursor().iterate((place) => {
    if (place.name !== "VectorSelector") return;
    // A place makes its node anew each time that it is asked.
    const { node } = place;
    const { name, matchers } = selectorAt(node, expression);
    let isShifted = false;
    for (let above = node.parent; above !== null; above = above.parent) isShifted ||= above.name === "OffsetExpr";
    if (name !== undefined) found.push({ name, matchers, isShifted });
  });
  return found;
}

/** Whether what a rule records may be what is asked for: the labels that it sets do not say otherwise. */
export const mayGive = ({ record, labels }: PromRule, { name, matchers }: Asked): boolean =>
  record === name &&
  matchers.every((matcher) => {
    const value = labels[matcher.label];
    return value === undefined || lets(matcher, value);
  });
