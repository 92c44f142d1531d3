import { describe, expect, it } from "vitest";
import { comparisonNeverTrue } from "../../../lib/verify/rules/comparison-never-true.ts";
import { labelLost } from "../../../lib/verify/rules/label-lost.ts";
import { matchManyToMany } from "../../../lib/verify/rules/match-many-to-many.ts";
import { operandsNeverMatch } from "../../../lib/verify/rules/operands-never-match.ts";
import { quantileWithoutLe } from "../../../lib/verify/rules/quantile-without-le.ts";
import { queryDoesNotParse } from "../../../lib/verify/rules/query-does-not-parse.ts";
import { rateOfGauge } from "../../../lib/verify/rules/rate-of-gauge.ts";
import { seriesUnknown } from "../../../lib/verify/rules/series-unknown.ts";
import { windowNarrow } from "../../../lib/verify/rules/window-narrow.ts";
import { windowTooShort } from "../../../lib/verify/rules/window-too-short.ts";
import { said } from "../given.ts";
import { found, given } from "./asking.ts";

const rules = [
  ...[comparisonNeverTrue, labelLost, matchManyToMany, operandsNeverMatch],
  ...[quantileWithoutLe, queryDoesNotParse, rateOfGauge, seriesUnknown],
];

it.each([
  "alertmanager_alerts - alertmanager_alerts offset 5m",
  "-alertmanager_alerts offset -5m",
  "alertmanager_alerts @ 1700000000 offset 5m",
  "rate(alertmanager_notifications_total[5m] @ end()) > 0",
  "max_over_time(sum(rate(alertmanager_notifications_total[5m]))[1h:1m] offset 1d)",
  "rate(alertmanager_notifications_total[5m] anchored)",
  "histogram_quantile(0.9, sum by (le) (rate(alertmanager_http_request_duration_seconds_bucket[5m]) / 1000))",
  'histogram_quantiles(up, "q", 0.5, 0.9)',
  'sum by ("pod") (alertmanager_alerts)',
  '{"alertmanager_alerts", "state"="active"}',
  '{__name__=~"alertmanager_a.*"}',
  "count by () (up)",
  "days_in_month() > day_of_month()",
  "alertmanager_alerts * on () group_left () vector(2)",
  "sum by (pod) (alertmanager_alerts) or vector(0)",
  'absent(up{job="alertmanager"}) or vector(0)',
  'sum by (pod) (alertmanager_alerts) * on (pod) label_replace(max by (pod) (up), "host", "$1", "pod", "(.*)")',
])("takes %s as Prometheus does", (expr) => {
  for (const rule of rules) expect(found(rule, expr)).toEqual([]);
});

it("still refuses what Prometheus refuses", () => {
  expect(found(queryDoesNotParse, "sum(up) offset 5m")).toEqual([
    'sum(up) offset 5m | it does not parse near "sum(up) offset 5m": offset follows a selector, a range or a subquery',
  ]);
  expect(found(queryDoesNotParse, "days_in_mont()")).toEqual([
    "days_in_mont() | Prometheus has no function days_in_mont: did you mean days_in_month?",
  ]);
  expect(found(queryDoesNotParse, String.raw`up{pod=~"a\d"}`)).toEqual([
    String.raw`up{pod=~"a\d"} | it does not parse near "up{pod=~"a\d"}": \d means nothing in a string: write \\d`,
  ]);
  expect(found(queryDoesNotParse, "scalar(up) > 1")).toHaveLength(1);
  expect(found(operandsNeverMatch, "sum by (pod) (up) and vector(1)")).toHaveLength(1);
});

it("sees that it is `vector(0)` alone that is compared", () =>
  expect(found(comparisonNeverTrue, "sum(alertmanager_alerts) or vector(0) > 0")).toHaveLength(1));

it("proposes the buckets where a histogram is asked for by its bare name", () =>
  expect(
    found(seriesUnknown, "histogram_quantile(0.9, rate(alertmanager_http_request_duration_seconds[5m]))")[0],
  ).toContain("did you mean alertmanager_http_request_duration_seconds_bucket?"));

it("is uncertain whether pods tell apart what instances do", () =>
  expect(
    said(
      matchManyToMany,
      given("alertmanager_alerts * on (namespace, pod) group_left (version) alertmanager_build_info"),
    ).join(),
  ).toMatch(/^\(.*a pod that is scraped at one port has one instance\)$/));

describe("window-narrow and window-too-short", () => {
  const narrow = (window: string) => found(windowNarrow, `rate(alertmanager_notifications_total[${window}] offset 1h)`);

  it("count the scrapes that a window holds", () => {
    expect(narrow("2m")).toEqual([]);
    expect(narrow("119s")).toEqual([
      "119s | a window of 119s over alertmanager_notifications_total, which is scraped every 30s, holds fewer than four samples: use at least 120s",
    ]);
    expect(narrow("59s")).toEqual([]);
    expect(found(windowTooShort, "rate(alertmanager_notifications_total[59s] offset 1h)")).toHaveLength(1);
  });

  it("ask two of functions that look at two", () => {
    expect(found(windowNarrow, "irate(alertmanager_notifications_total[1m])")).toEqual([]);
    expect(found(windowTooShort, "irate(alertmanager_notifications_total[59s])")).toHaveLength(1);
    expect(found(windowTooShort, "max_over_time(alertmanager_alerts[20s])")).toEqual([]);
  });
});

describe("label-lost", () => {
  const shows = (text: string, expr = "sum by (pod) (up) == 0") =>
    said(
      labelLost,
      given(expr).replace("alert: Asks,", `alert: Asks, labels: { severity: page }, annotations: { text: '${text}' },`),
    ).map((line) => line.replace(/^.*\(Asks\) \| /, ""));

  it("knows that annotations see the expression's labels only", () => {
    expect(shows("{{ $labels.pod }} {{ $value }}")).toEqual([]);
    for (const label of ["severity", "alertname"])
      expect(shows(`{{ $labels.${label} }}`)).toEqual([
        `${label} | it shows the label ${label}, which only the rule itself sets: templates see the labels of the expression: write its value there`,
      ]);
    expect(shows("{{ $labels.alertname }}", "ALERTS")).toEqual([]);
  });

  it("reads every way to name a label, and leaves alone what is asked for in a condition", () => {
    expect(shows('{{ index $labels "job" }}')).toEqual([
      "job | it shows the label job, which the expression does not keep: it has pod",
    ]);
    expect(shows("{{ if $labels.job }}of {{ $labels.job }}{{ end }}")).toEqual([]);
    expect(shows("{{ with $labels.job }}of {{ . }}{{ end }}")).toEqual([]);
  });

  it("looks into labels as well", () =>
    expect(
      found(labelLost, "sum by (pod) (up)").concat(
        said(
          labelLost,
          given("sum by (pod) (up)").replace("alert: Asks,", "alert: Asks, labels: { of: '{{ $labels.job }}' },"),
        ),
      ),
    ).toEqual([expect.stringContaining("it shows the label job")]));
});
