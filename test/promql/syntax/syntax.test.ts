import { describe, expect, it, test } from "vitest";
import { allIn, type Expr } from "../../../lib/promql/syntax/expression.ts";
import { parse, syntaxOf } from "../../../lib/promql/syntax/syntax.ts";
import { SyntaxFault } from "../../../lib/promql/syntax/syntax-fault.ts";

const texts = (expr: Expr) => allIn(expr).map(({ text }) => text);

describe("the parts of an expression", () => {
  it("are as they are written, the outer before the inner", () => {
    expect(texts(parse("sum by (a) (x) >\n(- 2)"))).toEqual([
      "sum by (a) (x) >\n(- 2)",
      "sum by (a) (x)",
      "x",
      "(- 2)",
      "- 2",
      "2",
    ]);
  });

  it("leave out what stands before and behind, comments too", () => {
    expect(texts(parse(' # of x\n x{a="#"} # and y\n+ y # no more'))).toEqual([
      'x{a="#"} # and y\n+ y',
      'x{a="#"}',
      "y",
    ]);
  });

  it("have the modifiers that follow, while a selection is without", () => {
    const [selector] = allIn(parse('rate(x{a="b"}[5m] offset 1h)')).filter(({ kind }) => kind === "selector");
    expect(selector).toMatchObject({
      text: 'x{a="b"}',
      selection: 'x{a="b"}',
      modifiers: [{ name: "offset", duration: { seconds: 3600 } }],
    });
    expect(parse("x @ 5 offset -1m")).toMatchObject({
      text: "x @ 5 offset -1m",
      selection: "x",
      modifiers: [{ name: "@" }, { name: "offset" }],
    });
  });

  it("say how series are paired, and how that is written", () => {
    expect(parse("a * on (b, c,) group_left () d")).toMatchObject({
      matching: { word: "on", labels: ["b", "c"], from: 7, to: 14 },
      group: { word: "group_left", labels: [], from: 26, to: 28 },
      between: " on (b, c,) group_left ()",
    });
    expect(parse("a * on () group_right d")).toMatchObject({ group: { labels: [], from: 21, to: 21 } });
  });

  it("name a series wherever its name stands", () => {
    for (const text of ["x", "x{}", '{"x"}', '{__name__="x"}', "{a='b', __name__ = 'x'}"])
      expect(parse(text)).toMatchObject({ name: "x" });
    expect(parse('{__name__=~"x"}')).not.toHaveProperty("name");
  });
});

test("each text is parsed once", () => {
  expect(syntaxOf("a + b")).toBe(syntaxOf("a + b"));
  expect(syntaxOf("a +")).toBe(syntaxOf("a +"));
});

test.each([
  ["", "it is empty"],
  [" # nothing", "it is empty"],
  ["x +", 'it does not parse near "x +": an operand is missing'],
  ["x y", 'it does not parse near "x y": an operator is missing, or this is too much'],
  ["sum by (a (x)", 'it does not parse near "sum by (a (x)": ) is due here'],
  ["sum(x,)", 'it does not parse near "sum(x,)": an operand is missing'],
  ["a + on", 'it does not parse near "a + on": ( is due here'],
  ["bool + a", 'it does not parse near "bool + a": bool is a keyword, and an operand is due here'],
  ["x{a:b='c'}", "it does not parse near \"x{a:b='c'}\": a label is due here"],
  ["x{a==1}", 'it does not parse near "x{a==1}": =, !=, =~ or !~ is due here'],
  ['x{a="b}', 'it does not parse near "x{a="b}": a string does not end'],
  ['x{a=~"\\d+"}', 'it does not parse near "x{a=~"\\d+"}": \\d means nothing in a string: write \\\\d'],
  [`x{"y"}`, 'it does not parse near "x{"y"}": the name of the series is said twice'],
  [`x{__name__=~"y"}`, 'it does not parse near "x{__name__": the name of the series is said twice'],
  [`{"x", __name__="y"}`, undefined],
  ["rate(x[5])", undefined],
  ["rate(x[0m])", 'it does not parse near "rate(x[0m])": a range is longer than nothing'],
  ["rate(x[5m", 'it does not parse near "rate(x[5m": ] is due here'],
  ["rate(x[])", 'it does not parse near "rate(x[])": a duration is due here: 5m'],
  ["rate(x[5q])", 'it does not parse near "rate(x[5q])": this is neither a number nor a duration'],
  [
    "rate(x)[5m]",
    'it does not parse near "rate(x)[5m]": a range follows a selector: that of anything else has a colon, [5m:]',
  ],
  ["x offset 5m [1h]", 'it does not parse near "offset 5m [1h]": a range stands before what follows the selector'],
  ["sum(x) offset 5m", 'it does not parse near "sum(x) offset 5m": offset follows a selector, a range or a subquery'],
  ["x offset 5m offset 6m", 'it does not parse near "offset 5m offset 6m": offset stands twice'],
  ["x ? y", 'it does not parse near "x ? y": "?" means nothing here'],
  [
    `${"(".repeat(600)}x${")".repeat(600)}`,
    'it does not parse near "((((((((((((((((((((": it is nested more than 500 deep',
  ],
  [`x${" + x".repeat(2500)}`, 'it does not parse near "x + x + x + x + x + ": it has more than 2000 operators'],
])("what is wrong with it is said: %#", (text, message) => {
  const found = syntaxOf(text);
  expect(found instanceof SyntaxFault ? found.message : undefined).toBe(message);
});

test("as many parts as are taken can be walked through", () => {
  expect(allIn(parse(`x${" + x".repeat(2000)}`))).toHaveLength(4001);
  expect(allIn(parse(`${"(".repeat(499)}x${")".repeat(499)}`))).toHaveLength(500);
});
