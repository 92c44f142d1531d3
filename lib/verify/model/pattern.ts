/** Patterns that were compiled before; the same few stand in many rules. */
const compiled = new Map<string, RegExp | undefined>();

/**
 * A regular expression of Prometheus (RE2, anchored at both ends) as one of JavaScript; nothing where it is none, or one that only
 * RE2 knows.
 */
export function anchored(pattern: string): RegExp | undefined {
  if (!compiled.has(pattern)) compiled.set(pattern, compile(pattern));
  return compiled.get(pattern);
}

function compile(pattern: string): RegExp | undefined {
  const [, flags = "", rest = ""] = /^(?:\(\?([is]+)\))?([\s\S]*)$/.exec(pattern) ?? [];
  // Named groups and ends of the text are written differently.
  const text = rest.replaceAll("(?P<", "(?<").replaceAll("\\A", "^").replaceAll("\\z", "$");
  try {
    return new RegExp(`^(?:${text})$`, flags.includes("i") ? "is" : "s");
  } catch {
    return undefined;
  }
}

/** The replacement of a relabelling step for what its pattern matched, as Go expands it: `$1x` is a group named `1x`, which is empty. */
export const expanded = (replacement: string, match: RegExpExecArray): string =>
  replacement.replace(/\$(?:\{(\w+)\}|(\w+)|\$)/g, (whole, braced?: string, plain?: string) => {
    const name = braced ?? plain;
    if (name === undefined) return whole === "$$" ? "$" : whole;
    return (/^\d+$/.test(name) ? match[Number(name)] : match.groups?.[name]) ?? "";
  });
