import { expect, it } from "vitest";
import { comparisonNeverTrue } from "../../../lib/verify/rules/comparison-never-true.ts";
import { said } from "../given.ts";

const found = (expr: string) =>
  said(
    comparisonNeverTrue,
    JSON.stringify({
      apiVersion: "monitoring.coreos.com/v1",
      kind: "PrometheusRule",
      metadata: { name: "rules", namespace: "monitoring" },
      spec: { groups: [{ name: "g", rules: [{ alert: "Asks", expr }] }] },
    }),
  ).map((line) => line.replace(/^.*\(Asks\) \| /, ""));

it.each([
  ["up > 1", "a whole number from 0 to 1 is never > 1"],
  ["1 < up", "1 is never < a whole number from 0 to 1"],
  ["max by (job) (max_over_time(up[5m])) > 1", "a whole number from 0 to 1 is never > 1"],
  ["pg_up == 0.5", "a whole number from 0 to 1 is never == 0.5"],
  ["absent(up) > 1", "1 is never > 1"],
  ["absent(up) != 1", "1 is never != 1"],
  ['count(up{job="web"}) == 0', "a whole number of 1 or more is never == 0"],
  ["count(web_requests) < 0", "a whole number of 1 or more is never < 0"],
  ["rate(web_requests_total[5m]) * 60 < 0", "a value of 0 or more is never < 0"],
  ["vector(1) > 2", "1 is never > 2"],
  ["hour() > 24", "a whole number from 0 to 23 is never > 24"],
  ["-up > 0", "a whole number from -1 to 0 is never > 0"],
  ["up > bool 1", "a whole number from 0 to 1 is never > 1"],
  ["clamp(web_share, 0, 1) > 1", "a value from 0 to 1 is never > 1"],
])("finds that %s never holds", (expr, what) => expect(found(expr)).toEqual([`${expr} | it never holds: ${what}`]));

it("finds it deep within", () =>
  expect(found("sum by (job) (web > 3) and (avg(up) > 1)")).toEqual([
    "avg(up) > 1 | it never holds: a value from 0 to 1 is never > 1",
  ]));

it.each([
  "up == 0",
  "avg_over_time(up[5m]) == 0.5",
  "sum(avg_over_time(up[5m])) == 1.5",
  "sum(up) > 1",
  "absent(up) == 1",
  "count(up) == 1",
  "(count(up) or vector(0)) == 0",
  "web > 1",
  "1 - up > 0",
  "up - up != 0",
  "2 < web_seconds",
  "vector(1) == 1",
  "scalar(absent(up)) != 1",
  "rate(a[5m]) / rate(b[5m]) > 1",
  "clamp_min(web, 1) > 5",
  "(1 < web) > 5",
  "up offset 5m == 1",
  "web / up != 1",
])("says nothing of %s, which may hold", (expr) => expect(found(expr)).toEqual([]));
