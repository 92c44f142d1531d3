import { durationSeconds } from "../duration.ts";
import type { Written } from "./expression.ts";
import { keywords } from "./keywords.ts";
import { numberOf } from "./literal-values.ts";
import { SyntaxFault } from "./syntax-fault.ts";

/** Reads an expression word after word, and knows the one that it stands at. */
export class Lexer {
  /** `word`, `number`, `duration`, `string`, `end`, or the sign itself. */
  kind = "";
  /** A word in small letters, as which keywords count; nothing where it is none of them. */
  keyword: string | undefined;
  from = 0;
  to = 0;
  /** Where the word before it ends. */
  end = 0;
  /** Between brackets a colon is a sign, elsewhere a letter of a name. */
  inBrackets = false;

  constructor(readonly source: string) {
    this.read();
  }

  get text(): string {
    return this.source.slice(this.from, this.to);
  }

  /** What a number stands for, and a duration in seconds. */
  get number(): number {
    return this.kind === "duration" ? (durationSeconds(this.text) ?? Number.NaN) : numberOf(this.text);
  }

  is(kind: string): boolean {
    return this.kind === kind;
  }

  /** @throws SyntaxFault where nothing follows that PromQL knows. */
  advance(): void {
    this.end = this.to;
    this.read();
  }

  /** @throws SyntaxFault where another sign stands. */
  expect(sign: string): void {
    if (this.kind !== sign) throw this.fault(`${sign} is due here`);
    this.advance();
  }

  /** What is written from there to the word before. */
  since(from: number): Written {
    return { from, to: this.end, text: this.source.slice(from, this.end) };
  }

  /** That nobody can go on where it stands, or at another place. */
  fault(what: string, at = this.from): SyntaxFault {
    return new SyntaxFault(this.source, at, what);
  }

  private read(): void {
    this.from = afterSpace(this.source, this.to);
    this.keyword = undefined;
    const { source, from } = this;
    const code = source.charCodeAt(from);
    if (from >= source.length) this.take("end", from);
    else if (isLetter(code) || (code === colon && !this.inBrackets)) this.readWord();
    else if (isDigit(code) || (code === point && isDigit(source.charCodeAt(from + 1)))) this.readNumber();
    else if (code === quote || code === apostrophe || code === backtick) this.readString(source.charAt(from));
    else this.readSign(source.slice(from, from + 2));
  }

  private take(kind: string, to: number): void {
    this.kind = kind;
    this.to = to;
  }

  private endOf(pattern: RegExp): number | undefined {
    pattern.lastIndex = this.from;
    return pattern.test(this.source) ? pattern.lastIndex : undefined;
  }

  private readWord(): void {
    this.take("word", this.endOf(name) ?? this.from);
    const { text } = this;
    this.keyword = keywords.has(text) ? text : keywords.has(text.toLowerCase()) ? text.toLowerCase() : undefined;
  }

  private readNumber(): void {
    const end = this.endOf(number);
    const to = end ?? this.endOf(duration);
    if (to === undefined) throw this.fault("this is neither a number nor a duration");
    this.take(end === undefined ? "duration" : "number", to);
  }

  private readString(mark: string): void {
    const to = this.endOf(mark === '"' ? quoted : mark === "'" ? singleQuoted : raw);
    if (to === undefined) throw this.fault("a string does not end");
    this.take("string", to);
  }

  private readSign(two: string): void {
    const sign = signs.has(two) ? two : two.slice(0, 1);
    if (!signs.has(sign)) throw this.fault(`${JSON.stringify(two.slice(0, 1))} means nothing here`);
    this.take(sign, this.from + sign.length);
  }
}

const [tab, lineFeed, carriageReturn, space, hash] = [0x09, 0x0a, 0x0d, 0x20, 0x23];
const [quote, apostrophe, point, colon, backtick] = [0x22, 0x27, 0x2e, 0x3a, 0x60];

const isDigit = (code: number) => code >= 0x30 && code <= 0x39;
const isLetter = (code: number) => (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f;

/** Where the next word begins: comments go to the end of their line. */
function afterSpace(source: string, from: number): number {
  let isComment = false;
  for (let at = from; ; at += 1) {
    const code = source.charCodeAt(at);
    if (code === hash) isComment = true;
    else if (code === lineFeed || code === carriageReturn) isComment = false;
    else if (code !== space && code !== tab && (!isComment || at >= source.length)) return at;
  }
}

const name = /[A-Za-z_:][\w:]*/y;
const number =
  /(?:0[xX]_?[\da-fA-F]+(?:_[\da-fA-F]+)*|(?:\d+(?:_\d+)*(?:\.(?:\d+(?:_\d+)*)?)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+(?:_\d+)*)?)(?!\w)/y;
/** Each unit once, the largest first. */
const duration = /(?=\d)(?:\d+y)?(?:\d+w)?(?:\d+d)?(?:\d+h)?(?:\d+m(?!s))?(?:\d+s)?(?:\d+ms)?(?!\w)/y;
const quoted = /"[^"\\\n]*(?:\\[^\n][^"\\\n]*)*"/y;
const singleQuoted = /'[^'\\\n]*(?:\\[^\n][^'\\\n]*)*'/y;
const raw = /`[^`]*`/y;
const signs = new Set("( ) { } [ ] , : @ + - * / % ^ = == != =~ !~ < <= > >= </ >/".split(" "));
