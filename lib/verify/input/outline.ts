import type { Lines } from "./lines.ts";

/**
 * A document by its lines: finds the line of a field by indentation alone. Only findings need it, so nobody keeps positions for all
 * fields; what was passed on the way to one is remembered for the next.
 */
export class Outline {
  private readonly lines: Lines;
  private readonly first: number;
  private readonly keys = new Map<string, readonly Key[]>();
  private readonly items = new Map<string, readonly Place[]>();

  /** Of the document whose first key stands on a line, counted from 0. */
  constructor(lines: Lines, first = 0) {
    this.lines = lines;
    this.first = first;
  }

  /**
   * The line of a field, counted from the document's first: the field's own, or of the nearest field around it that has a line (flow
   * style, an alias, a field that is not there).
   */
  lineOf(field: string): number {
    const first = this.nextText(this.first);
    if (this.isEnd(first)) return 0;
    let at: Place = { line: first, indentation: this.lines.indentation(first), from: first };
    let rest = field;
    while (rest !== "") {
      const next = this.step(at, rest);
      if (next === undefined) break;
      [at, rest] = next;
    }
    return at.line - this.first;
  }

  /** The document's own mark may stand before its first key. */
  private isEnd(line: number): boolean {
    return line > this.first && this.lines.isEnd(line);
  }

  /** The first line from there on that holds something. */
  private nextText(from: number): number {
    let line = from;
    while (!this.isEnd(line) && this.lines.text(line) === "") line += 1;
    return line;
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
        // Behind a rule's field stands the rule's name.
        if (!rest.startsWith(written) || !/^(?:$|[.[]| \()/.test(rest.slice(written.length))) continue;
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
  private *siblings(at: Place): Generator<Written & { readonly line: number }> {
    const { lines } = this;
    for (let line = at.from; ; line += 1) {
      // Most lines are passed by their indentation alone.
      if (line > at.from && lines.isDeeper(line, at.indentation)) continue;
      if (this.isEnd(line)) return;
      const written = { text: lines.text(line), indentation: lines.indentation(line) };
      const { text, indentation } = line === at.from ? dashless(written, at.indentation) : written;
      if (text !== "" && indentation <= at.indentation) yield { line, text, indentation };
    }
  }

  /** What is inside a key or dash at the end of its line: it is indented by the next line that is not empty. */
  private below(line: number, own: number): Place {
    const from = this.nextText(line + 1);
    const isLast = this.isEnd(from);
    const indentation = isLast ? 0 : this.lines.indentation(from);
    // A list may stand at the indentation of its key.
    const isInside = indentation > own || (indentation === own && !isLast && /^-(?:\s|$)/.test(this.lines.text(from)));
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

/** What a line holds, and the columns before it. */
interface Written {
  readonly text: string;
  readonly indentation: number;
}

/** A line as it stands behind the dashes of the items that begin on it. */
function dashless({ text, indentation }: Written, least: number): Written {
  let [left, own] = [text, indentation];
  while (own < least) {
    const dash = /^-\s+/.exec(left)?.[0].length;
    if (dash === undefined) break;
    left = left.slice(dash);
    own += dash;
  }
  return { text: left, indentation: own };
}
