/**
 * A document by its lines: finds the line of a field by indentation alone. Only findings need it, so nobody keeps positions for all
 * fields; what was passed on the way to one is remembered for the next.
 */
export class Outline {
  private readonly lines: readonly Line[];
  private readonly keys = new Map<string, readonly Key[]>();
  private readonly items = new Map<string, readonly Place[]>();

  /** Of the lines from that of the document's first key. */
  constructor(lines: readonly Line[]) {
    this.lines = lines;
  }

  /**
   * The line of a field below the first one, from 0: the field's own, or of the nearest field around it that has a line (flow style, an
   * alias, a field that is not there).
   */
  lineOf(field: string): number {
    const first = this.lines.findIndex(({ text }) => text !== "");
    if (first === -1) return 0;
    let at: Place = { line: first, indentation: this.lines[first]?.indentation ?? 0, from: first };
    let rest = field;
    while (rest !== "") {
      const next = this.step(at, rest);
      if (next === undefined) break;
      [at, rest] = next;
    }
    return at.line;
  }

  /** One step down: the key or the item with which the rest of the field begins, and what is left then. */
  private step(at: Place, rest: string): [Place, string] | undefined {
    const [bracket, index] = /^\[(\d+)\]\.?/.exec(rest) ?? [];
    if (bracket !== undefined) {
      const place = remembered(this.items, at, () => [...this.findItems(at)])[Number(index)];
      return place && [place, rest.slice(bracket.length)];
    }
    let best: (Key & { readonly left: string }) | undefined;
    for (const each of remembered(this.keys, at, () => [...this.findKeys(at)])) {
      for (const written of [each.key, `["${each.key}"]`]) {
        if (!rest.startsWith(written) || !/^(?:$|[.[])/.test(rest.slice(written.length))) continue;
        // A key may have points in it: the longest one is meant.
        const left = rest.slice(written.length).replace(/^\./, "");
        if (best === undefined || left.length < best.left.length) best = { ...each, left };
      }
    }
    return best && [this.below(best.line, best.indentation), best.left];
  }

  /** The keys of a map in block style. */
  private *findKeys(at: Place): Generator<Key> {
    for (const { line, text, indentation } of this.siblings(at)) {
      if (indentation < at.indentation) return;
      const [, double, single, plain] = keyAtStart.exec(text) ?? [];
      const key = double ?? single ?? plain;
      if (key !== undefined) yield { key, line, indentation };
    }
  }

  /** The items of a list in block style. */
  private *findItems(at: Place): Generator<Place> {
    for (const { line, text, indentation } of this.siblings(at)) {
      if (indentation < at.indentation || !/^-(?:\s|$)/.test(text)) return;
      const inner = /^-\s+(?=[^\s#])/.exec(text)?.[0].length;
      yield inner === undefined
        ? this.below(line, indentation)
        : { line, from: line, indentation: indentation + inner };
    }
  }

  /** The lines that hold something and are not deeper than a place, from there on; the first as it stands behind its dashes. */
  private *siblings(at: Place): Generator<{ line: number; text: string; indentation: number }> {
    for (let line = at.from; line < this.lines.length; line += 1) {
      const written = this.lines[line];
      if (written === undefined || (line > at.from && written.indentation > at.indentation)) continue;
      const { text, indentation } = line === at.from ? dashless(written, at.indentation) : written;
      if (text !== "" && indentation <= at.indentation) yield { line, text, indentation };
    }
  }

  /** What is inside a key or dash at the end of its line: it is indented by the next line that is not empty. */
  private below(line: number, own: number): Place {
    let from = line + 1;
    while (this.lines[from]?.text === "") from += 1;
    const { indentation = 0, text = "" } = this.lines[from] ?? {};
    // A list may stand at the indentation of its key.
    const isInside = indentation > own || (indentation === own && /^-(?:\s|$)/.test(text));
    return { line, from, indentation: isInside ? indentation : Number.MAX_SAFE_INTEGER };
  }
}

/** A field, and where what is in it begins. */
interface Place {
  readonly line: number;
  /** Of the keys in it, or the dashes of its items. */
  readonly indentation: number;
  /** The first line that may have a key of it. */
  readonly from: number;
}

interface Key {
  readonly key: string;
  readonly line: number;
  readonly indentation: number;
}

const keyAtStart = /^(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)'|([^\s"'[{#][^#]*?))\s*:(?:\s|$)/;

function remembered<T>(known: Map<string, readonly T[]>, { from, indentation }: Place, find: () => readonly T[]) {
  const place = `${from}:${indentation}`;
  const found = known.get(place) ?? find();
  known.set(place, found);
  return found;
}

/** A line as it stands behind the dashes of the items that begin on it. */
function dashless(line: Line, indentation: number): Pick<Line, "indentation" | "text"> {
  let { text, indentation: own } = line;
  while (own < indentation) {
    const dash = /^-\s+/.exec(text)?.[0].length;
    if (dash === undefined) break;
    text = text.slice(dash);
    own += dash;
  }
  return { text, indentation: own };
}

/** A line as it is looked at: most are passed by their indentation alone. */
export class Line {
  /** The columns before the text. */
  readonly indentation: number;
  private readonly written: string;

  constructor(written: string) {
    let column = 0;
    while (written.charCodeAt(column) === space) column += 1;
    this.indentation = column;
    this.written = written;
  }

  /** Without comment lines and the mark of a document. */
  get text(): string {
    const { written } = this;
    return this.isMark || written.charCodeAt(this.indentation) === hash || written.startsWith("%")
      ? ""
      : written.trim();
  }

  /** Whether a document begins here. */
  get isMark(): boolean {
    return this.indentation === 0 && /^---(?:[ \t\r]|$)/.test(this.written);
  }
}

const space = 0x20;
const hash = 0x23;

/** A text cut into its lines, once for all of its documents. */
export const linesIn = (text: string): readonly Line[] => text.split("\n").map((line) => new Line(line));

/** The outline of the document whose first key stands on a line, counted from 0. */
export function outlineAt(lines: readonly Line[], first: number): Outline {
  const next = lines.findIndex((line, index) => index > first && line.isMark);
  return new Outline(lines.slice(first, next === -1 ? undefined : next));
}
