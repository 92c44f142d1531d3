/** The number that a literal of PromQL stands for: `1e3`, `0x1F`, `017`, `1_000`, `Inf`. */
export function numberOf(literal: string): number {
  const plain = literal.replaceAll("_", "").toLowerCase();
  if (plain === "inf") return Number.POSITIVE_INFINITY;
  return /^0[0-7]+$/.test(plain) ? Number.parseInt(plain, 8) : Number(plain);
}

/** That a string has an escape that means nothing. */
export interface UnknownEscape {
  readonly escape: string;
}

const escapes = /\\(?:([abfnrtv\\"'])|([0-7]{3})|x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|[\s\S])/g;
const letters: Readonly<Record<string, string>> = { a: "\x07", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };

/** The text of a string literal, as in Go. */
export function textOf(literal: string): string | UnknownEscape {
  const inner = literal.slice(1, -1);
  if (literal.startsWith("`") || !inner.includes("\\")) return inner;
  const foreign = literal.startsWith('"') ? "'" : '"';
  let unknown: UnknownEscape | undefined;
  // Byte after byte, since an escape may be one byte of a letter.
  const bytes = toBytes(inner).replace(
    escapes,
    (written, letter?: string, octal?: string, x?: string, u?: string, U?: string) => {
      if (letter !== undefined && letter !== foreign) return letters[letter] ?? letter;
      const byte = octal === undefined ? Number.parseInt(x ?? "", 16) : Number.parseInt(octal, 8);
      if (byte <= 0xff) return String.fromCharCode(byte);
      const code = Number.parseInt(u ?? U ?? "", 16);
      if (code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)) return toBytes(String.fromCodePoint(code));
      unknown ??= { escape: written };
      return written;
    },
  );
  return unknown ?? Buffer.from(bytes, "latin1").toString("utf8");
}

const toBytes = (text: string): string => Buffer.from(text, "utf8").toString("latin1");
