/** The text cut before each `---`, which nothing but a new document may begin with in its first column. */
export function* partsOf(text: string): Generator<string> {
  const mark = /^---(?=[ \t\r\n]|$(?![\r\n]))/gm;
  let start = 0;
  for (let match = mark.exec(text); match !== null; match = mark.exec(text)) {
    if (match.index > start) yield text.slice(start, match.index);
    start = match.index;
  }
  yield text.slice(start);
}

/** The lines before the first key of a document. */
export const linesBefore = (part: string): number =>
  countLines(/^(?:---[ \t]*(?:#.*)?(?:\r?\n|$))?(?:[ \t]*(?:#.*)?\r?\n)*/.exec(part)?.[0] ?? "");

/** How many lines end in a text. */
export function countLines(text: string): number {
  let found = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) found += 1;
  return found;
}
