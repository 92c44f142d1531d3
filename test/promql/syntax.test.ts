import { expect, test } from "vitest";
import { type Part, parse, SyntaxFault, syntaxOf } from "../../lib/promql/syntax.ts";

const outline = ({ kind, text, parts }: Part): unknown => (parts.length === 0 ? text : { [kind]: parts.map(outline) });

test("an expression is known by its parts, without the text between them", () => {
  expect(outline(parse("sum(x)  >\n(2)"))).toEqual({
    BinaryExpr: [
      { AggregateExpr: [{ AggregateOp: ["sum"] }, { FunctionCallBody: [{ VectorSelector: ["x"] }] }] },
      ">",
      { ParenExpr: ["2"] },
    ],
  });
});

test("each part knows the one that it is part of", () => {
  const [first, second] = parse("a + b").within("VectorSelector");
  expect(first?.whole).toBe(second?.whole);
  expect(first?.whole?.whole).toBeUndefined();
});

test("all of a kind are found in the order of the text, the outer before the inner", () => {
  const found = parse("a + (b + c) * d").within("BinaryExpr");
  expect(found.map(({ text }) => text)).toEqual(["a + (b + c) * d", "(b + c) * d", "b + c"]);
});

test("comments are passed over, and what looks like one in a string is none", () => {
  const part = parse('x{a="#"} # one\n+ y # two');
  expect(part.within("VectorSelector").map(({ text }) => text)).toEqual(['x{a="#"}', "y"]);
  expect(part.last?.from).toBe(17);
});

test.each([
  ["sum by (a (x)", 'it does not parse near "sum by (a (x)"'],
  ["x +", 'it does not parse near "x +"'],
  ["", "it is empty"],
  ["# nothing", "it is empty"],
])("%j is none: %s", (text, message) => {
  expect(syntaxOf(text)).toBeInstanceOf(SyntaxFault);
  expect(() => parse(text)).toThrow(message);
});
