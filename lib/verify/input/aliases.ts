/** More values than an object can have, far below what a few aliases of aliases can stand for. */
const most = 1_000_000;

/** Whether an alias may stand in the text; text that looks like one, a schedule say, counts as well. */
export const mayHaveAliases = (text: string): boolean => /(?:^|[\s[{,])\*[^\s,\]}]/.test(text);

/**
 * What is wrong with aliases: they contain themselves, or stand for more than a machine can hold. Each shared value is looked at once,
 * however often it occurs.
 */
export function unfoldable(document: unknown): { readonly field: string; readonly what: string } | undefined {
  const sizes = new Map<object, number>();
  const within = new Set<object>();
  let found: { field: string; what: string } | undefined;
  const sizeOf = (value: unknown, field: string): number => {
    if (typeof value !== "object" || value === null || found) return 1;
    const known = sizes.get(value);
    if (known !== undefined) return known;
    if (within.has(value)) {
      found = { field, what: "this alias stands for what contains it" };
      return 1;
    }
    within.add(value);
    let size = 1;
    for (const [key, item] of Object.entries(value)) {
      const inner = Array.isArray(value) ? `[${key}]` : key;
      size += sizeOf(item, field === "" || Array.isArray(value) ? `${field}${inner}` : `${field}.${inner}`);
      if (size > most && !found)
        found = { field, what: `aliases make it more than ${most.toLocaleString("en")} values` };
    }
    within.delete(value);
    sizes.set(value, size);
    return size;
  };
  sizeOf(document, "");
  return found;
}
