/**
 * The line of a field below the first line of a document, from 0, found by indentation alone: the field's own, or of the nearest field
 * around it that has a line (flow style, an alias, a field that is not there). Only findings need it, so nobody keeps positions for
 * all others.
 */
export function lineOf(lines: readonly Line[], field: string): number {
  const first = lines.findIndex(({ text }) => text !== "");
  if (first === -1) return 0;
  let at: Place = { line: first, indentation: lines[first]?.indentation ?? 0, from: first };
  let rest = field;
  while (rest !== "") {
    const next = step(lines, at, rest);
    if (next === undefined) break;
    [at, rest] = next;
  }
  return at.line;
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

/** A field, and where what is in it begins. */
interface Place {
  readonly line: number;
  /** Of the keys in it, or the dashes of its items. */
  readonly indentation: number;
  /** The first line that may have a key of it. */
  readonly from: number;
}

/** A text cut into its lines, once for all that is looked for in it. */
export const linesIn = (text: string): readonly Line[] => text.split("\n").map((line) => new Line(line));

/** The lines of a document, from that of its first key. */
export function documentAt(lines: readonly Line[], first: number): readonly Line[] {
  const next = lines.findIndex((line, index) => index > first && line.isMark);
  return lines.slice(first, next === -1 ? undefined : next);
}

/** One step down: the key or the item with which the rest of the field begins, and what is left then. */
function step(lines: readonly Line[], at: Place, rest: string): [Place, string] | undefined {
  const [bracket, index] = /^\[(\d+)\]\.?/.exec(rest) ?? [];
  if (bracket !== undefined) {
    const place = item(lines, at, Number(index));
    return place && [place, rest.slice(bracket.length)];
  }
  let best: { line: number; indentation: number; left: string } | undefined;
  for (const { key, ...place } of keys(lines, at)) {
    for (const written of [key, `["${key}"]`]) {
      if (!rest.startsWith(written) || !/^(?:$|[.[])/.test(rest.slice(written.length))) continue;
      // A key may have points in it: the longest one is meant.
      const left = rest.slice(written.length).replace(/^\./, "");
      if (best === undefined || left.length < best.left.length) best = { ...place, left };
    }
  }
  return best && [below(lines, best.line, best.indentation), best.left];
}

const keyAtStart = /^(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)'|([^\s"'[{#][^#]*?))\s*:(?:\s|$)/;

/** The keys of a map in block style. */
function* keys(
  lines: readonly Line[],
  { from, indentation }: Place,
): Generator<{ key: string; line: number; indentation: number }> {
  for (let line = from; line < lines.length; line += 1) {
    if (line > from && (lines[line]?.indentation ?? 0) > indentation) continue;
    const { text, indentation: own } = dashless(lines[line], line === from ? indentation : -1);
    if (text === "" || own > indentation) continue;
    if (own < indentation) return;
    const [, double, single, plain] = keyAtStart.exec(text) ?? [];
    const key = double ?? single ?? plain;
    if (key !== undefined) yield { key, line, indentation: own };
  }
}

/** The item of a list in block style. */
function item(lines: readonly Line[], { from, indentation }: Place, index: number): Place | undefined {
  let count = -1;
  for (let line = from; line < lines.length; line += 1) {
    if (line > from && (lines[line]?.indentation ?? 0) > indentation) continue;
    const { text, indentation: own } = dashless(lines[line], line === from ? indentation : -1);
    if (text === "" || own > indentation) continue;
    if (own < indentation || !/^-(?:\s|$)/.test(text)) return undefined;
    count += 1;
    if (count < index) continue;
    const inner = /^-\s+(?=[^\s#])/.exec(text)?.[0].length;
    return inner === undefined ? below(lines, line, own) : { line, from: line, indentation: own + inner };
  }
  return undefined;
}

/** A line as it stands behind the dashes of the items that begin on it. */
function dashless(line: Line | undefined, indentation: number): Pick<Line, "indentation" | "text"> {
  let { text, indentation: own } = line ?? { text: "", indentation: 0 };
  while (own < indentation) {
    const dash = /^-\s+/.exec(text)?.[0].length;
    if (dash === undefined) break;
    text = text.slice(dash);
    own += dash;
  }
  return { text, indentation: own };
}

/** What is inside a key or dash at the end of its line: it is indented by the next line that is not empty. */
function below(lines: readonly Line[], line: number, own: number): Place {
  let from = line + 1;
  while (lines[from]?.text === "") from += 1;
  const { indentation = 0, text = "" } = lines[from] ?? {};
  // A list may stand at the indentation of its key.
  const isInside = indentation > own || (indentation === own && /^-(?:\s|$)/.test(text));
  return { line, from, indentation: isInside ? indentation : Number.MAX_SAFE_INTEGER };
}
