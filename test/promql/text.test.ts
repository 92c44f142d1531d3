import fc from "fast-check";
import { expect, test } from "vitest";
import { gauge, matching, noneOf, not, notMatching, oneOf, open } from "../../lib/promql/metric.ts";
import { promql } from "../../lib/promql/promql.ts";
import { parse } from "../../lib/promql/syntax/syntax.ts";
import { escapeRegex, quote } from "../../lib/promql/text.ts";

const up = gauge("up", { job: open }, ["job"]);
const anyText = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.constantFrom('"', "\\", "`", "'", "\n", "$1", "{}", "#", "\u2028"),
);

test("a quoted text is one string literal with its meaning, whatever is in it", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(parse(quote(text))).toMatchObject({ kind: "string", value: legible(text) });
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

/** Half a letter is none that can be sent. */
const legible = (text: string) => Buffer.from(text, "utf8").toString("utf8");
