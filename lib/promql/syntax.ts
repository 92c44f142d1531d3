import type { TreeCursor } from "@lezer/common";
import { parser } from "@prometheus-io/lezer-promql";

/** A part of an expression, of a kind of Prometheus' own grammar: `AggregateExpr`, `VectorSelector`. */
export class Part {
  /** Which part of the text it is: from the one place to just before the other. */
  constructor(
    readonly kind: string,
    readonly from: number,
    readonly to: number,
    readonly parts: readonly Part[],
    /** The part that it is one of. */
    readonly whole: Part | undefined,
    private readonly expression: string,
  ) {}

  /** As it is written, with blanks in place of comments. */
  get text(): string {
    return this.expression.slice(this.from, this.to);
  }

  get first(): Part | undefined {
    return this.parts[0];
  }

  get last(): Part | undefined {
    return this.parts.at(-1);
  }

  /** The first of its parts that is of a kind. */
  part(kind: string): Part | undefined {
    return this.parts.find((each) => each.kind === kind);
  }

  /** Those of its parts that are of a kind. */
  partsOf(kind: string): readonly Part[] {
    return this.parts.filter((each) => each.kind === kind);
  }

  /** All that is of a kind, from itself down, in the order of the text. */
  within(kind: string, found: Part[] = []): readonly Part[] {
    if (this.kind === kind) found.push(this);
    for (const each of this.parts) each.within(kind, found);
    return found;
  }
}

/** That a text is no expression. */
export class SyntaxFault extends Error {
  /** The text around the place where no parser can go on; nothing where there is no text at all. */
  constructor(readonly near: string) {
    super(near === "" ? "it is empty" : `it does not parse near "${near}"`);
  }
}

/** Throws at the first fault, so that nobody has to look through the trees of those that have none. */
const strict = parser.configure({ strict: true });

const parsed = new Map<string, Part | SyntaxFault>();

/**
 * A whole expression by its parts.
 *
 * @throws SyntaxFault where it is none.
 */
export function parse(expression: string): Part {
  const found = syntaxOf(expression);
  if (found instanceof SyntaxFault) throw found;
  return found;
}

/** A whole expression by its parts, or what is wrong with it; each is parsed once. */
export function syntaxOf(expression: string): Part | SyntaxFault {
  const found = parsed.get(expression) ?? parseAnew(expression);
  parsed.set(expression, found);
  return found;
}

function parseAnew(expression: string): Part | SyntaxFault {
  const written = withoutComments(expression);
  if (written.trim() === "") return new SyntaxFault("");
  try {
    const cursor = strict.parse(written).cursor();
    // What is around an expression is no part of it.
    cursor.firstChild();
    return partAt(cursor, written, undefined);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return new SyntaxFault(nearFault(written));
  }
}

function partAt(cursor: TreeCursor, expression: string, whole: Part | undefined): Part {
  const parts: Part[] = [];
  const part = new Part(cursor.name, cursor.from, cursor.to, parts, whole, expression);
  if (cursor.firstChild()) {
    do parts.push(partAt(cursor, expression, part));
    while (cursor.nextSibling());
    cursor.parent();
  }
  return part;
}

function nearFault(expression: string): string {
  let near: string | undefined;
  parser.parse(expression).iterate({
    enter: ({ type, from }) => {
      if (type.isError) near ??= expression.slice(Math.max(0, from - 10), from + 10);
    },
  });
  return near ?? "";
}

/** Blanks in place of comments, so that everything else keeps its place. */
export const withoutComments = (expression: string): string =>
  expression.includes("#")
    ? expression.replace(/("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)|#[^\n]*/g, (found, literal?: string) =>
        literal === undefined ? " ".repeat(found.length) : found,
      )
    : expression;
