import { describe, expect, test } from "vitest";
import { syntaxOf } from "../../../lib/promql/syntax/syntax.ts";
import { SyntaxFault } from "../../../lib/promql/syntax/syntax-fault.ts";
import { proven } from "../proofs.ts";
import { changesOf, renamed } from "./changes.ts";

const whats = (expression: string) => changesOf(expression).map(({ what }) => what);
const result = (expression: string, what: string) =>
  changesOf(expression).find((change) => change.what === what)?.expression;

const expressions = [
  ...new Set(
    proven.flatMap(({ installed, mixin, alert }) => [
      ...installed.flatMap(({ recordings }) => recordings.map(({ expr }) => expr.expression)),
      mixin.alerts[alert]?.expr.expression ?? "",
    ]),
  ),
];

describe.each(expressions)("of %s", (expression) => {
  const changes = changesOf(expression);

  test("each change parses and is another expression", () => {
    for (const change of changes) {
      expect(syntaxOf(change.expression), change.expression).not.toBeInstanceOf(SyntaxFault);
      expect(change.expression).not.toBe(expression);
    }
  });

  test("no two changes share a name", () => {
    const names = changes.map(({ what }) => what);
    expect(new Set(names).size).toBe(names.length);
  });
});

test("a comparison loses its strictness or its direction, a limit a twentieth", () => {
  expect(whats("x > 0.9")).toEqual(["> becomes >=", "> becomes <", "0.9 becomes 0.945", "0.9 becomes 0.855"]);
});

test("zero has no twentieth", () => {
  expect(whats("x == 0")).toEqual(["== becomes !=", "0 becomes 1", "0 becomes -1"]);
});

test("a range is halved or doubled", () => {
  expect(result("rate(x[5m])", "[5m] becomes [150s]")).toBe("rate(x[150s])");
  expect(result("rate(x[5m])", "[5m] becomes [10m]")).toBe("rate(x[10m])");
});

test("a label or a matcher is forgotten", () => {
  expect(result("sum by (a, b) (x)", "by without a")).toBe("sum by (b) (x)");
  expect(result("x * on (a) group_left (b) y", "group_left without b")).toBe("x * on (a) group_left () y");
  expect(result('x{a="1", b!~"2"}', 'without a="1"')).toBe('x{b!~"2"}');
  expect(result('x{a="1"}', 'without a="1"')).toBe("x");
});

test("what another operator binds otherwise stands in parentheses", () => {
  expect(result("a - b - c", "the operands of - swapped")).toBe("(c - (a - b))");
  expect(result("a and b or c", "or becomes and")).toBe("((a and b) and c)");
});

test("an operand is forgotten: of `or` either, else the second", () => {
  expect(result("a or b", "or without its left operand")).toBe("b");
  expect(whats("a unless b")).toContain("unless without its right operand");
  expect(whats("a unless b")).not.toContain("unless without its left operand");
});

test("the same change at another place has another name", () => {
  expect(whats("a + b + c")).toEqual(["+ becomes -", "+ becomes - (2)"]);
});

test("series are renamed where they are selected, not in strings or labels", () => {
  expect(renamed('sum by (x) (x{x="x"})', new Map([["x", "y"]]))).toBe('sum by (x) (y{x="x"})');
});
