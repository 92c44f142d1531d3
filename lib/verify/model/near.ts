import { suggestion } from "../../suggestion.ts";

/** `did you mean ...?` as a finding's remedy, where a known word is near. */
export function near(word: string, known: Iterable<string>): { readonly remedy?: string } {
  const found = suggestion(word, known);
  return found === undefined ? {} : { remedy: `did you mean ${found}?` };
}
