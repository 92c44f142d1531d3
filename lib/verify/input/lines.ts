/** A text by its lines, counted from 0, without a copy of each: most are never looked at. */
export class Lines {
  private readonly starts: readonly number[];

  constructor(private readonly whole: string) {
    const starts = [0];
    for (let end = whole.indexOf("\n"); end !== -1; end = whole.indexOf("\n", end + 1)) starts.push(end + 1);
    this.starts = starts;
  }

  /** The spaces before a line's text. */
  indentation(line: number): number {
    const start = this.startOf(line);
    let column = 0;
    while (this.whole.charCodeAt(start + column) === space) column += 1;
    return column;
  }

  /** Whether a line has more spaces before its text than so many; most lines are asked no more than this. */
  isDeeper(line: number, indentation: number): boolean {
    const start = this.startOf(line);
    for (let column = 0; column <= indentation; column += 1)
      if (this.whole.charCodeAt(start + column) !== space) return false;
    return true;
  }

  /** What a line holds but comments and the marks and directives of documents. */
  text(line: number): string {
    const written = this.written(line).trim();
    return written.startsWith("#") || this.isMark(line) || this.whole[this.startOf(line)] === "%" ? "" : written;
  }

  /** Whether a document cannot go on at a line: another one begins there, or the text is over. */
  isEnd(line: number): boolean {
    return line >= this.starts.length || this.isMark(line);
  }

  private isMark(line: number): boolean {
    return this.whole.startsWith("---", this.startOf(line)) && /^---(?:\s|$)/.test(this.written(line));
  }

  private written(line: number): string {
    return this.whole.slice(this.startOf(line), this.startOf(line + 1) - 1);
  }

  /** Of the line behind the last, too, as if another break stood at the end. */
  private startOf(line: number): number {
    return this.starts[line] ?? this.whole.length + 1;
  }
}

const space = 0x20;
