import { parser } from "@prometheus-io/lezer-promql";
import fc from "fast-check";
import { expect, test } from "vitest";
import { gauge, matching, noneOf, not, notMatching, oneOf, open } from "../../lib/promql/metric.ts";
import { promql } from "../../lib/promql/promql.ts";
import { escapeRegex, quote } from "../../lib/promql/text.ts";

const up = gauge("up", { job: open }, ["job"]);
const anyText = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.constantFrom('"', "\\", "`", "'", "\n", "$1", "{}", "#", "\u2028"),
);

test("a quoted text is one string literal, whatever is in it", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(parser.parse(quote(text)).toString()).toBe("PromQL(StringLiteral)");
    }),
  );
});

test("a quoted text keeps its meaning", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(unquoted(quote(text))).toBe(text);
    }),
  );
});

test("an escaped text as a pattern matches itself and nothing else", () => {
  fc.assert(
    fc.property(anyText, anyText, (text, other) => {
      const pattern = new RegExp(`^(?:${escapeRegex(text)})$`, "s");
      expect(pattern.test(text)).toBe(true);
      expect(pattern.test(other)).toBe(other === text);
    }),
  );
});

test("a selector with any value parses, and keeps its matcher to itself", () => {
  const matcher = anyText.chain((text) =>
    fc.constantFrom(
      text,
      not(text),
      oneOf(text, "other"),
      noneOf(text),
      matching(escapeRegex(text)),
      notMatching(escapeRegex(text)),
    ),
  );
  fc.assert(
    fc.property(matcher, (job) => {
      const { shape } = promql`sum(${up({ job })}) > 0`;
      expect(shape.type).toBe("vector");
    }),
  );
});

/** What Go makes of a string literal, for the escapes that there are. */
function unquoted(literal: string): string {
  const escapes: Readonly<Record<string, string>> = {
    n: "\n",
    r: "\r",
    t: "\t",
    b: "\b",
    f: "\f",
    '"': '"',
    "\\": "\\",
  };
  return literal
    .slice(1, -1)
    .replace(/\\(?:u([0-9a-f]{4})|(.))/gs, (_, code: string | undefined, letter: string) =>
      code === undefined
        ? (escapes[letter] ?? `unknown escape ${letter}`)
        : String.fromCharCode(Number.parseInt(code, 16)),
    );
}
