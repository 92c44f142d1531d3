import type { Matcher } from "../../../promql/syntax/expression.ts";

/** Matchers that no series can match, whatever there is; nothing where one might. */
export function contradictionIn(
  matchers: readonly Matcher[],
): { readonly value: string; readonly what: string } | undefined {
  const values = new Map<string, string>();
  for (const { label, operator, value } of matchers) {
    // Patterns are anchored, and their point means line breaks, too.
    if (operator === "!~" && value === ".*")
      return {
        value: `${label}!~".*"`,
        what: "the pattern matches every value, and none as well, so that no series is left",
      };
    if (operator !== "=") continue;
    const other = values.get(label);
    if (other !== undefined && other !== value)
      return { value: `${label}="${other}", ${label}="${value}"`, what: `no series has two values of ${label}` };
    values.set(label, value);
  }
  return undefined;
}
