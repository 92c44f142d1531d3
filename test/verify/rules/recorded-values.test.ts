import { expect, it } from "vitest";
import { matcherMatchesNothing } from "../../../lib/verify/rules/matcher-matches-nothing.ts";
import { seriesUnknown } from "../../../lib/verify/rules/series-unknown.ts";
import { said } from "../given.ts";
import { given } from "./asking.ts";

/** What is said of a matcher of `recorded:x`, a series that is recorded out of this expression. */
const asking = (recorded: string, matcher: string) =>
  said(
    matcherMatchesNothing,
    given(`recorded:x{${matcher}}`)
      .replace(/expr: "sum by \(pod\)[^"]*"/, `expr: ${JSON.stringify(recorded)}`)
      .replace("pod:notifications:rate5m", "recorded:x"),
  ).map((line) => line.replace(/^.*\(Asks\) \| /, ""));

const found = [
  'state="activ" | recorded:x has no such state: it has active, suppressed, unprocessed: did you mean active?',
];

it.each([
  "alertmanager_alerts",
  "sum by (state) (alertmanager_alerts)",
  "sum without (pod) (max_over_time(alertmanager_alerts[5m]))",
  "quantile_over_time(0.9, alertmanager_alerts[5m])",
  "sum by (state, pod) (alertmanager_alerts) / on (pod) group_left () sum by (pod) (up)",
  "sum by (pod) (up) * on (pod) group_right () sum by (state, pod) (alertmanager_alerts)",
  "100 * (alertmanager_alerts - alertmanager_alerts offset 5m)",
  "alertmanager_alerts unless alertmanager_alerts > 5",
  'label_replace(alertmanager_alerts, "host", "$1", "pod", "(.*)")',
  "topk(3, -alertmanager_alerts)",
])("knows the values that %s carries on", (recorded) => {
  expect(asking(recorded, 'state="activ"')).toEqual(found);
  expect(asking(recorded, 'state="active"')).toEqual([]);
  expect(asking(recorded, 'state!~"activ"')).toEqual([]);
});

it.each([
  'label_replace(alertmanager_alerts, "state", "activ", "pod", ".*")',
  'label_join(alertmanager_alerts, "state", ",", "pod", "job")',
  'count_values("state", alertmanager_alerts)',
  "alertmanager_alerts or recorded:x",
  "sum by (state) (anything_else)",
  'sum by (state) ({__name__=~"alert.*"})',
])("is not sure of what %s gives", (recorded) => expect(asking(recorded, 'state="activ"')).toEqual([]));

it("sees what a matcher of the recording rule leaves", () => {
  expect(asking('sum by (state) (alertmanager_alerts{state=~"active|suppressed"})', 'state="unprocessed"')).toEqual([
    'state="unprocessed" | recorded:x has no such state: it has active, suppressed',
  ]);
  expect(asking('sum by (pod) (up{pod="a"})', 'pod="b"')).toEqual(['pod="b" | recorded:x has no such pod: it has a']);
  expect(asking("sum by (state) (alertmanager_alerts) or sum by (state) (up)", 'state="activ"')).toEqual([]);
});

it("takes labels that a match copies from where they come", () =>
  expect(
    asking(
      "sum by (instance, job) (alertmanager_alerts) * on (instance, job) group_left (namespace) up",
      'namespace="shop"',
    ),
  ).toEqual(['namespace="shop" | recorded:x has no such namespace: it has monitoring']));

it("follows one recorded series through another", () => {
  const twice = given('second:x{state="activ"}').replace(
    /- \{ record:.*/,
    `- { record: "first:x", expr: "sum by (state) (alertmanager_alerts)" }\n        - { record: "second:x", expr: "max by (state) (first:x) > 0" }`,
  );
  expect(said(matcherMatchesNothing, twice)).toHaveLength(1);
  expect(said(seriesUnknown, twice)).toEqual([]);
});

it("knows that a number has the labels of its rule only", () => {
  expect(asking("scalar(up)", 'pod="a"')).toEqual(['pod="a" | recorded:x has no label pod']);
  expect(asking("vector(1)", 'pod="a"')).toEqual(['pod="a" | recorded:x has no label pod']);
});

it("takes any label for possible where it is not known what was there", () => {
  expect(asking("max without (pod) (anything_else)", 'team="a"')).toEqual([]);
  expect(asking("sum by (alertname) (ALERTS)", 'alertname="Nobody"')).toEqual([]);
  const unsure = given('second:x{state="activ"}').replace(
    /- \{ record:.*/,
    `- { record: "first:x", expr: "sum by (state) (alertmanager_alerts * on () group_left () anything_else)" }\n        - { record: "second:x", expr: "max by (state) (first:x)" }`,
  );
  expect(said(matcherMatchesNothing, unsure).filter((line) => !line.startsWith("("))).toEqual([]);
});

it.each([
  ['ALERTS{alertname="Nobody"}', 'alertname="Nobody"'],
  ['ALERTS_FOR_STATE{alertname="Nobody"}', 'alertname="Nobody"'],
  ['ALERTS{alertstate="firng"}', 'alertstate="firng"'],
])("finds that no alert gives %s", (expr, matcher) =>
  expect(said(matcherMatchesNothing, given(expr)).join()).toContain(matcher),
);

it("takes the state of alerts for a label of ALERTS, and of nothing else", () => {
  const asked = (expr: string) => said(matcherMatchesNothing, given(expr));
  expect(asked('ALERTS{alertstate="firing"}')).toEqual([]);
  expect(asked('ALERTS_FOR_STATE{alertname="Asks"}')).toEqual([]);
});
