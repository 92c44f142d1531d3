import { describe, expect, it } from "vitest";
import { labelLost } from "../../../lib/verify/rules/label-lost.ts";
import { matchManyToMany } from "../../../lib/verify/rules/match-many-to-many.ts";
import { matcherMatchesNothing } from "../../../lib/verify/rules/matcher-matches-nothing.ts";
import { operandsNeverMatch } from "../../../lib/verify/rules/operands-never-match.ts";
import { quantileWithoutLe } from "../../../lib/verify/rules/quantile-without-le.ts";
import { queryDoesNotParse } from "../../../lib/verify/rules/query-does-not-parse.ts";
import { rateOfGauge } from "../../../lib/verify/rules/rate-of-gauge.ts";
import { seriesUnknown } from "../../../lib/verify/rules/series-unknown.ts";
import { windowTooShort } from "../../../lib/verify/rules/window-too-short.ts";
import { said } from "../given.ts";
import { found, given, served } from "./asking.ts";

it("knows series that are scraped, recorded, and made by Prometheus", () => {
  for (const expr of ["alertmanager_alerts > 1", "pod:notifications:rate5m > 0", "up == 0", 'ALERTS{alertname="Asks"}'])
    expect(found(seriesUnknown, expr)).toEqual([]);
});

it("finds series that nothing gives, and the near ones", () => {
  expect(found(seriesUnknown, "alertmanager_alert > 1")).toEqual([
    "alertmanager_alert | no recording rule and no scraped exporter gives this series: did you mean alertmanager_alerts?",
  ]);
  expect(found(seriesUnknown, "pod:notification:rate5m > 1")).toEqual([
    "pod:notification:rate5m | no recording rule and no scraped exporter gives this series: did you mean pod:notifications:rate5m?",
  ]);
});

it("takes the rate of a gauge for a fault within a subquery as well, where the series stay as they are", () => {
  for (const expr of ["rate(up[10m:1m])", "increase(alertmanager_alerts[10m:1m])"])
    expect(found(rateOfGauge, expr)).toEqual([expect.stringContaining("a gauge: ")]);
  for (const expr of [
    "rate(alertmanager_notifications_total[10m:1m])",
    "rate(sum(alertmanager_notifications_total)[10m:1m])",
    "deriv(rate(alertmanager_notifications_total[5m])[10m:1m])",
  ])
    expect(found(rateOfGauge, expr)).toEqual([]);
});

it("takes what gives no value at one time for no rule", () => {
  for (const expr of ["up[5m]", '"up"', "up[5m:1m]"])
    expect(found(queryDoesNotParse, expr)).toEqual([expect.stringContaining("a rule takes a value at one time")]);
  for (const expr of ["up", "1", "last_over_time(up[5m])"]) expect(found(queryDoesNotParse, expr)).toEqual([]);
});

it("takes what RE2 refuses for no query", () => {
  expect(found(queryDoesNotParse, 'up{job=~"a("} == 0')).toEqual([
    'job=~"a(" | it is no regular expression: unterminated group',
  ]);
  expect(found(queryDoesNotParse, 'up{job!~"(?!a).*"} == 0')).toHaveLength(1);
  expect(found(queryDoesNotParse, 'up{job="a("} == 0')).toEqual([]);
});

it("finds series that the monitor drops", () =>
  expect(
    found(
      seriesUnknown,
      "alertmanager_alerts > 1",
      undefined,
      "[{ action: drop, sourceLabels: [__name__], regex: alertmanager_al.* }]",
    ),
  ).toEqual([
    "alertmanager_alerts | ServiceMonitor monitoring/alertmanager drops alertmanager_alerts: see spec.endpoints[0]",
  ]));

it("is sure that a series is dropped only where nobody else may give it, or its job is asked for", () => {
  const dropping = "[{ action: drop, sourceLabels: [__name__], regex: go_goroutines }]";
  const other = `---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: other, namespace: monitoring }
spec: { selector: {}, namespaceSelector: { matchNames: [kube-system] }, endpoints: [{ port: web }] }
`;
  const asked = (expr: string, beside = "") =>
    said(seriesUnknown, given(expr, undefined, dropping) + beside).map((line) => /go_goroutines \| .*/.exec(line)?.[0]);
  const dropped = "go_goroutines | ServiceMonitor monitoring/alertmanager drops go_goroutines: see spec.endpoints[0]";
  const perhaps = `${dropped} | what ServiceMonitor monitoring/other selects is not among the objects)`;
  expect(asked("go_goroutines")).toEqual([dropped]);
  expect(asked("go_goroutines", other)).toEqual([perhaps]);
  expect(asked('go_goroutines{job="other"}', other)).toEqual([perhaps]);
  expect(asked('go_goroutines{job="alertmanager"}', other)).toEqual([dropped]);
});

it("is uncertain of what is scraped where no Prometheus is among the objects", () => {
  const alone = given("shop_orders_total > 1").replace(/^[\s\S]*?---\n/, "");
  const found =
    "PrometheusRule rules | spec.groups[0].rules[1].expr (Asks) | shop_orders_total | no recording rule and no scraped exporter gives this series";
  expect(said(seriesUnknown, given("shop_orders_total > 1"))).toEqual([found]);
  expect(said(seriesUnknown, alone)).toEqual([
    `(${found} | no Prometheus is among the objects, so there may be more rules and more that is scraped)`,
  ]);
});

it("is as uncertain of what is recorded", () => {
  const alone = given("shop:orders:rate5m > 1").replace(/^[\s\S]*?---\n/, "");
  expect(said(seriesUnknown, given("shop:orders:rate5m > 1"))).toEqual([expect.stringMatching(/^PrometheusRule/)]);
  expect(said(seriesUnknown, alone)).toEqual([expect.stringMatching(/^\(.*there may be more rules/)]);
  expect(said(seriesUnknown, alone, { complete: true })).toEqual([expect.stringMatching(/^PrometheusRule/)]);
});

it.each(["enableRemoteWriteReceiver: true", "enableOTLPReceiver: true", "remoteRead: [{ url: http://other }]"])(
  "is uncertain of what others may send: %s",
  (field) =>
    expect(said(seriesUnknown, given("shop:orders:rate5m > 1").replace("spec: {", `spec: { ${field},`))).toEqual([
      expect.stringMatching(/\| Prometheus monitoring\/main takes series that others send\)$/),
    ]),
);

it.each([
  ['up{job!~".*"}', 'job!~".*" | the pattern matches every value, and none as well, so that no series is left'],
  ['up{job="a", job="b"}', 'job="a", job="b" | no series has two values of job'],
  ['ALERTS{alertname=~"A.*", alertname="Asks"}', undefined],
  ['up{job="alertmanager", job="alertmanager"}', undefined],
])("finds matchers that contradict all series, or one another: %s", (expr, line) =>
  expect(found(matcherMatchesNothing, expr)).toEqual(line === undefined ? [] : [line]),
);

it("is uncertain of what is scraped where a part of the input is left out", () =>
  expect(said(seriesUnknown, given("shop_orders_total > 1"), { leftOut: "chart shop is left out" })).toEqual([
    expect.stringMatching(/^\(.* \| chart shop is left out\)$/),
  ]));

it("is uncertain where a version has no contract", () =>
  expect(said(seriesUnknown, given("alertmanager_new > 1", "quay.io/prometheus/alertmanager:v0.99.0"))).toEqual([
    "(PrometheusRule rules | spec.groups[0].rules[1].expr (Asks) | alertmanager_new | no recording rule and no scraped exporter gives this series | alertmanager is 0.99.0, its contract was recorded from 0.34.2)",
  ]));

it("finds matchers that nothing can match", () => {
  expect(found(matcherMatchesNothing, 'alertmanager_alerts{job="alertmanager", state=~"act.*"}')).toEqual([]);
  expect(found(matcherMatchesNothing, 'alertmanager_alerts{state="activ"}')).toEqual([
    'state="activ" | alertmanager_alerts has no such state: it has active, suppressed, unprocessed: did you mean active?',
  ]);
  expect(found(matcherMatchesNothing, 'up{job="alertmanger"}')).toEqual([
    'job="alertmanger" | up has no such job: it has alertmanager: did you mean alertmanager?',
  ]);
});

it("finds wrong functions, lost labels, short windows and what is no PromQL", () => {
  expect(found(rateOfGauge, "rate(alertmanager_alerts[5m]) > 0")).toHaveLength(1);
  expect(found(labelLost, "sum by (colour) (alertmanager_alerts)")).toHaveLength(1);
  expect(
    found(
      quantileWithoutLe,
      "histogram_quantile(0.9, sum(rate(alertmanager_http_request_duration_seconds_bucket[5m])))",
    ),
  ).toHaveLength(1);
  expect(found(windowTooShort, "rate(alertmanager_notifications_total[45s])")).toHaveLength(1);
  expect(found(windowTooShort, "rate(alertmanager_notifications_total[1m])")).toEqual([]);
  expect(found(queryDoesNotParse, "sum(")).toHaveLength(1);
  expect(found(queryDoesNotParse, "sum(up) # a comment")).toEqual([]);
});

describe("a quantile", () => {
  const rate = "rate(alertmanager_http_request_duration_seconds_bucket[5m])";
  const ofLe = `sum by (le) (${rate})`;
  it.each([
    `${ofLe} > 0`,
    `${ofLe} + ${ofLe}`,
    `${ofLe} or vector(0)`,
    `ceil(${ofLe})`,
    `max_over_time(${ofLe}[1h:])`,
    `2 * ${rate}`,
  ])("has buckets still: %s", (buckets) =>
    expect(found(quantileWithoutLe, `histogram_quantile(0.9, ${buckets})`)).toEqual([]),
  );

  it.each([`sum by (pod) (${rate})`, `sum without (le) (${rate}) > 0`, "alertmanager_alerts"])(
    "has none: %s",
    (other) => expect(found(quantileWithoutLe, `histogram_quantile(0.9, ${other})`)).toHaveLength(1),
  );
});

it("takes no offence at labels that have no effect, and finds those that would be lost", () => {
  const many = "sum by (pod) (alertmanager_alerts)";
  expect(found(labelLost, `${many} / ignoring (colour) ${many}`)).toEqual([]);
  expect(found(labelLost, `${many} * on (pod) group_left (_x) max by (pod) (up)`)).toEqual([]);
  expect(found(labelLost, `sum by (pod, job) (up) * on (pod) group_left (job) max by (pod) (up)`)).toHaveLength(1);
});

it("finds operands that never match", () => {
  expect(
    found(operandsNeverMatch, "sum by (pod) (alertmanager_alerts) / sum by (namespace) (alertmanager_alerts)"),
  ).toEqual([
    expect.stringContaining(
      "the operands of / never match: pod on the left only, namespace on the right only; say on (...)",
    ),
  ]);
  expect(found(operandsNeverMatch, "sum by (pod) (alertmanager_alerts) / sum by (pod) (up)")).toEqual([]);
  expect(
    found(operandsNeverMatch, "sum by (pod) (alertmanager_alerts) / on (pod) sum by (pod, namespace) (up)"),
  ).toEqual([]);
});

it("finds what several series of both sides match", () => {
  expect(found(matchManyToMany, "alertmanager_alerts * on (pod) alertmanager_alerts")).toEqual([
    expect.stringContaining("many-to-many"),
  ]);
  expect(found(matchManyToMany, "alertmanager_alerts * on (pod) group_left () max by (pod) (up)")).toEqual([]);
});

it("is uncertain of a match where the version has no contract", () =>
  expect(
    said(
      matchManyToMany,
      given("alertmanager_alerts * on (pod) alertmanager_alerts", "quay.io/prometheus/alertmanager:v0.99.0"),
    ).filter((line) => !line.startsWith("(")),
  ).toEqual([]));

it("takes no name for Prometheus's own that belongs to what is not surely known", () => {
  const unknown = (expr: string) =>
    said(seriesUnknown, given(expr, "quay.io/prometheus/prometheus:v3.16.0") + proxied).filter((each) =>
      each.includes("(Asks)"),
    );
  expect(unknown("prometheus_tsdb_heads > 0")).toEqual([expect.stringMatching(/^PrometheusRule/)]);
  expect(unknown("prometheus_operator_sync > 0")).toEqual([expect.stringContaining("proxy:v1 has no contract")]);
});

/** A target of which nobody knows what answers. */
const proxied = `---
apiVersion: apps/v1
kind: Deployment
metadata: { name: operator, namespace: monitoring }
spec: { template: { metadata: { labels: { app: operator } }, spec: { containers: [{ name: proxy, image: "proxy:v1", ports: [{ name: web, containerPort: 8443 }] }] } } }
---
${served("operator", "app: operator")}`;

it("knows a queue for each Alertmanager, and one capacity for all", () => {
  const [length, capacity] = ["length", "capacity"].map((each) => `prometheus_notifications_queue_${each}`);
  for (const version of ["v3.13.2", "v3.14.0", "v3.16.0"]) {
    const image = `quay.io/prometheus/prometheus:${version}`;
    expect(found(operandsNeverMatch, `${length} > ${capacity}`, image)).toEqual([
      // A doubt would end otherwise.
      expect.stringMatching(/the operands of > never match: alertmanager on the left only; say on \(\.\.\.\)$/),
    ]);
    expect(found(operandsNeverMatch, `${length} > ignoring (alertmanager) group_left () ${capacity}`, image)).toEqual(
      [],
    );
  }
});
