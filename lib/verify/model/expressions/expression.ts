import { type Part, withoutComments } from "../../../promql/syntax.ts";
import { anchored } from "../pattern.ts";

/** A label matcher of a selector. */
export interface Matcher {
  readonly label: string;
  readonly operator: string;
  readonly value: string;
}

/** An expression on one line, as much of it as tells it from others. */
export const brief = (expression: string): string =>
  withoutComments(expression).replace(/\s+/g, " ").trim().slice(0, 80);

/** The text of a string literal. */
export function unquoted(literal: string): string {
  if (literal.startsWith("`")) return literal.slice(1, -1);
  return literal.slice(1, -1).replace(/\\(.)/g, (_, letter: string) => ({ n: "\n", t: "\t" })[letter] ?? letter);
}

/** A selector's name and matchers. */
export interface Selector {
  readonly name?: string;
  readonly matchers: readonly Matcher[];
}

const selectors = new Map<string, Selector>();

/** What a `VectorSelector` selects; each is read once. */
export function selectorOf(part: Part): Selector {
  const known = selectors.get(part.text) ?? read(part);
  selectors.set(part.text, known);
  return known;
}

function read(part: Part): Selector {
  const list = part.part("LabelMatchers");
  const all = (list?.parts ?? []).filter(({ kind }) => kind.endsWith("LabelMatcher")).map(matcherOf);
  const named = all.find(({ label, operator }) => label === "__name__" && operator === "=");
  const quoted = list?.part("QuotedLabelName");
  const name = part.part("Identifier")?.text ?? (quoted ? unquoted(quoted.text) : named?.value);
  return { ...(name && { name }), matchers: all.filter((each) => each !== named) };
}

function matcherOf({ parts: [label, operator], last }: Part): Matcher {
  const plain = label?.text ?? "";
  return {
    label: /^["'`]/.test(plain) ? unquoted(plain) : plain,
    operator: operator?.text ?? "",
    value: unquoted(last?.text ?? ""),
  };
}

/** Whether a matcher lets a value through; one with a variable of Grafana lets everything through. */
export function lets({ operator, value }: Matcher, actual: string): boolean {
  if (/\$|\[\[/.test(value) && /\$\w|\$\{|\[\[/.test(value)) return true;
  const pattern = operator.endsWith("~") ? anchored(value) : undefined;
  switch (operator) {
    case "=":
      return actual === value;
    case "!=":
      return actual !== value;
    case "=~":
      return pattern?.test(actual) ?? true;
    default:
      return pattern === undefined || !pattern.test(actual);
  }
}
