import { distance } from "fastest-levenshtein";

/** The known word that somebody most likely meant, if one is near: at most a third of its letters differ, and half of those of a part. */
export function suggestion(word: string, known: Iterable<string>): string | undefined {
  let nearest: { readonly each: string; readonly letters: number } | undefined;
  for (const each of known) {
    const most = Math.max(word.length, each.length) / 3;
    // That many letters must be added at least.
    if (Math.abs(word.length - each.length) > most) continue;
    const letters = distance(word.toLowerCase(), each.toLowerCase());
    if (letters <= most && letters < (nearest?.letters ?? Number.POSITIVE_INFINITY) && isNearInParts(word, each))
      nearest = { each, letters };
  }
  return nearest?.each;
}

/** Whether no part is another word: `shop-frontend` is no mistyped `shop-backend`. Where there are more or fewer parts, one is missing. */
function isNearInParts(word: string, other: string): boolean {
  const [own, others] = [partsOf(word), partsOf(other)];
  if (own.length !== others.length) return true;
  return own.every((part, index) => {
    const against = others[index] ?? "";
    return distance(part, against) <= Math.max(part.length, against.length) / 2;
  });
}

const partsOf = (word: string): readonly string[] => word.toLowerCase().split(/[-_.:/]/);
