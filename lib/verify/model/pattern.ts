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

/**
 * What RE2 refuses in a pattern; nothing where it takes it, or where JavaScript cannot tell.
 *
 * Source: https://github.com/google/re2/wiki/Syntax; Go, regexp/syntax/parse.go.
 */
export function faultOfPattern(pattern: string): string | undefined {
  if (!judged.has(pattern)) judged.set(pattern, judge(pattern));
  return judged.get(pattern);
}

/** What was said of patterns before. */
const judged = new Map<string, string | undefined>();

function judge(pattern: string): string | undefined {
  const plain = pattern.replace(/\\(?:Q[\s\S]*?(?:\\E|$)|[\s\S])/g, (part) => (part.startsWith("\\Q") ? "a" : part));
  const outside = plain.replace(characters, "a");
  const [, looking] = /(?<!\\)(\(\?(?:=|!|<=|<!))/.exec(outside) ?? [];
  if (looking !== undefined) return `${looking} looks around, which RE2 does not`;
  for (const [whole = "", letter = ""] of plain.matchAll(/\\([1-7][0-7]|[\s\S])/g)) {
    if (/^[1-9]$/.test(letter)) return `${whole} refers back to a group, which RE2 does not`;
    if (/[A-Za-z]/.test(letter) && !known.test(letter)) return `${whole} means nothing`;
  }
  if (/(?<!\\)\{(\d+,)?\d{4,}/.test(outside)) return "it repeats something more than 1000 times";
  try {
    new RegExp(neutral(plain));
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^.*\/: /s, "").toLowerCase() : undefined;
  }
}

/** A class, `[^]a-z]`. */
const characters = /\[\^?\]?(?:\\[\s\S]|[^\]\\])*\]/g;

/** Letters that mean something behind a backslash. */
const known = /[afnrtvxdDsSwWbBAzpP]/;

/** Without what is written otherwise in JavaScript, and is as well formed; ends of a text may be repeated in RE2. */
const neutral = (pattern: string): string =>
  pattern
    .replace(/\\(?:[bBAz]|x\{[\da-fA-F]+\})/g, "a")
    .replace(/(?<!\\)[$^](?=[*+?{])/g, "a")
    .replace(/(?<!\\)\(\?P?<\w+>/g, "(")
    .replace(/(?<!\\)\(\?[imsU-]+\)/g, "(?:)")
    .replace(/(?<!\\)\(\?[imsU-]*:/g, "(")
    .replace(/\[:\^?\w+:\]/g, "a");

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
