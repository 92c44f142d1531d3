import { expect, it } from "vitest";
import { ratioOfItself } from "../../../lib/verify/rules/ratio-of-itself.ts";
import { found } from "./asking.ts";

it.each([
  'rate(x_total{code="500"}[5m]) / rate(x_total[5m])',
  'rate(x_total[5m]) / rate(x_total{code!="500"}[5m]) < 0.9',
  '(rate(x_total{code="500"}[5m])) / (rate(x_total{code="200"}[5m]))',
  'sum(x{a="1"} / x)',
  "1 - (increase(x_total{a='1'}[1h] offset 1d) / increase(x_total[1h] offset 1d))",
])("finds %s", (expr) =>
  expect(found(ratioOfItself, expr)).toEqual([
    expect.stringMatching(/\| series pair that have all labels in common, and here each of them is one and the same$/),
  ]),
);

it.each([
  'sum(rate(x_total{code="500"}[5m])) / sum(rate(x_total[5m]))',
  'rate(x_total{code="500"}[5m]) / ignoring (code) group_left () sum without (code) (rate(x_total[5m]))',
  'rate(x_total{code="500"}[5m]) / on (pod) rate(x_total{code="200"}[5m])',
  'rate(x_total{code="500"}[5m]) / rate(y_total[5m])',
  "rate(x_total{a='1'}[5m]) / rate(x_total[1h])",
  "x{a='1'} / x offset 1d",
  "x{a='1'} - x",
  "x / x",
  "x{a='1', b='2'} / x{b='2', a='1'}",
  "x{a='1'} / 2",
  "round(x{a='1'}, 2) / round(x, 2)",
])("is content with %s", (expr) => expect(found(ratioOfItself, expr)).toEqual([]));
