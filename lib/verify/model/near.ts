import { suggestion } from "../../suggestion.ts";

/** Comparisons of two words that a run may spend on guesses: one or two seconds. */
const most = 3_000_000;

let left = most;

/** Lets a new run guess as much as any other: thousands of missing names among thousands of others would take minutes. */
export function beginGuessing(): void {
  left = most;
}

/** The known word that somebody most likely meant, if one is near. */
export function guess(word: string, known: Iterable<string>): string | undefined {
  if (left <= 0) return undefined;
  const words = [...known];
  left -= words.length;
  return suggestion(word, words);
}

/** `did you mean ...?` as a finding's remedy, where a known word is near. */
export function near(word: string, known: Iterable<string>): { readonly remedy?: string } {
  const found = guess(word, known);
  return found === undefined ? {} : { remedy: `did you mean ${found}?` };
}
