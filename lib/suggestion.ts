import { distance } from "fastest-levenshtein";

/** The known word that somebody most likely meant, if one is near: at most a third of its letters differ. */
export function suggestion(word: string, known: Iterable<string>): string | undefined {
  let nearest: { readonly each: string; readonly letters: number } | undefined;
  for (const each of known) {
    const most = Math.max(word.length, each.length) / 3;
    // That many letters must be added at least.
    if (Math.abs(word.length - each.length) > most) continue;
    const letters = distance(word.toLowerCase(), each.toLowerCase());
    if (letters <= most && letters < (nearest?.letters ?? Number.POSITIVE_INFINITY)) nearest = { each, letters };
  }
  return nearest?.each;
}
