/**
 * Whether a map may be the key of another one: `name: {{ .x }}` is YAML, a map whose key is a map. Kubernetes has no such key, and what
 * JavaScript makes of it would go unnoticed.
 */
export const mayHaveMapAsKey = (text: string): boolean =>
  (text.includes("{{") && /(?:^|[\s:[,-])\{\{/m.test(text)) || (text.includes("? ") && /^[ \t-]*\? /m.test(text));

/** The map that has a map as a key. */
export function mapAsKey(document: unknown): { readonly field: string } | undefined {
  // Each shared value is looked at once, however many aliases there are.
  const seen = new Set<object>();
  const fieldOf = (value: unknown, field: string): string | undefined => {
    if (typeof value !== "object" || value === null || seen.has(value)) return undefined;
    seen.add(value);
    if (Object.hasOwn(value, "[object Object]")) return field;
    for (const [key, item] of Object.entries(value)) {
      const found = fieldOf(item, Array.isArray(value) ? `${field}[${key}]` : field === "" ? key : `${field}.${key}`);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const field = fieldOf(document, "");
  return field === undefined ? undefined : { field };
}
