import type { Found } from "../../rule.ts";
import type { Manifest } from "../manifest.ts";

/** What is wrong with a field. */
export type Fault = Omit<Found, "object">;

/** Whether a value there, or below, has a type that the field does not take: another rule says so, and it counts as written. */
export const isMistyped = ({ misfits }: Manifest, place: string): boolean =>
  misfits.some(({ field }) => field === place || field.startsWith(`${place}.`) || field.startsWith(`${place}[`));

/** Those of a list whose word an earlier one has; what has no word differs from all. */
export function repeated<T>(list: readonly T[], wordOf: (item: T) => string | undefined): readonly T[] {
  const seen = new Set<string>();
  return list.filter((item) => {
    const word = wordOf(item);
    if (word === undefined) return false;
    const isKnown = seen.has(word);
    seen.add(word);
    return isKnown;
  });
}

/** A list's items with the names of their fields. */
export const placed = <T>(list: readonly T[] | undefined, field: string) =>
  (list ?? []).map((item, index) => ({ item, field: `${field}[${index}]` }));
