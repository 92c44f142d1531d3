import type { SyntaxNode, Tree } from "@lezer/common";
import { parser } from "@prometheus-io/lezer-promql";
import { anchored } from "../pattern.ts";

/** A label matcher of a selector. */
export interface Matcher {
  readonly label: string;
  readonly operator: string;
  readonly value: string;
}

/** A parsed expression. */
export interface Parsed {
  readonly text: string;
  readonly root: SyntaxNode;
}

const parsed = new Map<string, Parsed | string>();

/** The expression, parsed once; where it does not parse, near which text. */
export function parse(text: string): Parsed | string {
  const known = parsed.get(text) ?? parseAnew(text);
  parsed.set(text, known);
  return known;
}

/** Throws at the first fault, so that nobody has to look through the trees of those that have none. */
const strict = parser.configure({ strict: true });

function parseAnew(text: string): Parsed | string {
  const written = withoutComments(text);
  try {
    const root = strict.parse(written).topNode.firstChild;
    return root === null ? "" : { text, root };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return nearFault(text, parser.parse(written));
  }
}

function nearFault(text: string, tree: Tree): string {
  let near: string | undefined;
  tree.iterate({
    enter: ({ type, from }) => {
      if (type.isError) near ??= text.slice(Math.max(0, from - 10), from + 10);
    },
  });
  return near ?? "";
}

/** Blanks in place of comments, so that everything else keeps its place. */
const withoutComments = (text: string) =>
  text.includes("#")
    ? text.replace(/("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)|#[^\n]*/g, (found, literal?: string) =>
        literal === undefined ? " ".repeat(found.length) : found,
      )
    : text;

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

/** The selector that stands there; each is read once. */
export function selectorAt(node: SyntaxNode, text: string): Selector {
  const written = text.slice(node.from, node.to);
  const known = selectors.get(written) ?? readSelector(node, text);
  selectors.set(written, known);
  return known;
}

function readSelector(node: SyntaxNode, text: string): Selector {
  const slice = (each: SyntaxNode | null) => (each === null ? "" : text.slice(each.from, each.to));
  const matchers: Matcher[] = [];
  let name = slice(node.getChild("Identifier"));
  const list = node.getChild("LabelMatchers");
  for (let each = list?.firstChild ?? null; each !== null; each = each.nextSibling) {
    if (each.name === "QuotedLabelName") name ||= unquoted(slice(each));
    if (!/LabelMatcher$/.test(each.name)) continue;
    const [label, operator, value] = [each.firstChild, each.firstChild?.nextSibling ?? null, each.lastChild];
    const plain = slice(label);
    matchers.push({
      label: /^["'`]/.test(plain) ? unquoted(plain) : plain,
      operator: slice(operator),
      value: unquoted(slice(value)),
    });
  }
  const named = matchers.find(({ label, operator }) => label === "__name__" && operator === "=");
  name ||= named?.value ?? "";
  return { ...(name !== "" && { name }), matchers: matchers.filter((each) => each !== named) };
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
