/** The known word that somebody most likely meant, if one is near. */
export function suggestion(word: string, known: Iterable<string>): string | undefined {
  const near = [...known]
    // That many letters must be added at least.
    .filter((each) => Math.abs(word.length - each.length) <= Math.max(word.length, each.length) / 3)
    .map((each) => ({ each, distance: distance(word.toLowerCase(), each.toLowerCase()) }))
    .filter(({ each, distance }) => distance <= Math.max(word.length, each.length) / 3)
    .sort((one, other) => one.distance - other.distance);
  return near[0]?.each;
}

/** How many letters must be added, taken away or replaced to make one word the other. */
function distance(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (const [row, letter] of [...one].entries()) {
    const line = [row + 1];
    for (const [column, otherLetter] of [...other].entries()) {
      const [replaced = 0, removed = 0] = above.slice(column, column + 2);
      line.push(Math.min(removed + 1, (line[column] ?? 0) + 1, replaced + (letter === otherLetter ? 0 : 1)));
    }
    above = line;
  }
  return above.at(-1) ?? 0;
}
