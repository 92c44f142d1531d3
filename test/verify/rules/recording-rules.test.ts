import { expect, it } from "vitest";
import { recordingCycle } from "../../../lib/verify/rules/recording-cycle.ts";
import { recordingOrder } from "../../../lib/verify/rules/recording-order.ts";
import { recordingTwice } from "../../../lib/verify/rules/recording-twice.ts";
import { said } from "../given.ts";

const prometheus = `
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata: { name: main, namespace: monitoring }
spec: { ruleSelector: {} }
---
`;

type Recorded = readonly [record: string, expr: string, labels?: Readonly<Record<string, string>>];

/** One group each of these rules, every group in an object of its own. */
const groups = (...all: readonly (readonly Recorded[])[]) =>
  prometheus +
  all
    .map((rules, index) =>
      JSON.stringify({
        apiVersion: "monitoring.coreos.com/v1",
        kind: "PrometheusRule",
        metadata: { name: `r${index}`, namespace: "monitoring" },
        spec: { groups: [{ name: "g", rules: rules.map(([record, expr, labels]) => ({ record, expr, labels })) }] },
      }),
    )
    .join("\n---\n");

it("finds recording rules that depend on one another", () =>
  expect(
    said(recordingCycle, groups([["a:x", "sum(b:x)"]], [["b:x", "avg(c:x) or d"]], [["c:x", "rate(a:x[5m])"]])),
  ).toEqual(["PrometheusRule r0 | spec.groups[0].rules[0].expr (a:x) | a:x | it depends on itself, over b:x, c:x"]));

it.each([
  [
    "a chain",
    groups([
      ["a:x", "b:x"],
      ["b:x", "c:x"],
      ["c:x", "up"],
    ]),
  ],
  ["what is shifted on purpose", groups([["a:x", "b:x"]], [["b:x", "a:x offset 1d"]])],
  [
    "what labels tell apart",
    groups([["a:x", 'sum(a:x{level="pod"})', { level: "all" }]], [["a:x", "up", { level: "pod" }]]),
  ],
  ["itself", groups([["a:x", "a:x or up"]])],
])("takes no offence at %s", (_, yaml) => expect(said(recordingCycle, yaml)).toEqual([]));

it("finds what a group records after it was asked for", () => {
  expect(
    said(
      recordingOrder,
      groups([
        ["a:x", "b:x + b:x"],
        ["b:x", "up"],
      ]),
    ),
  ).toEqual([
    "PrometheusRule r0 | spec.groups[0].rules[0].expr (a:x) | b:x | group g records it only after this rule has run",
  ]);
  expect(
    said(
      recordingOrder,
      groups([
        ["b:x", "up"],
        ["a:x", "b:x"],
      ]),
    ),
  ).toEqual([]);
  expect(said(recordingOrder, groups([["a:x", "b:x"]], [["b:x", "up"]]))).toEqual([]);
  const over = (window: string) =>
    said(
      recordingOrder,
      groups([
        ["a:x", `avg_over_time(b:x[${window}])`],
        ["b:x", "up"],
      ]),
    );
  expect(over("59m")).toHaveLength(1);
  expect(over("1h")).toEqual([]);
  expect(
    said(
      recordingOrder,
      groups([
        ["a:x", "b:x"],
        ["b:x", "a:x"],
      ]),
    ),
  ).toEqual([]);
});

it("finds series that two rules record", () => {
  const twice = [
    "PrometheusRule r1 | spec.groups[0].rules[0] (a:x) | a:x | spec.groups[0].rules[0] of PrometheusRule monitoring/r0 records the same series",
  ];
  expect(said(recordingTwice, groups([["a:x", "sum( up )"]], [["a:x", "sum(up)"]]))).toEqual(twice);
  expect(said(recordingTwice, groups([["a:x", "sum(up)"]], [["a:x", 'sum(up{job="web"})']]))).toEqual(twice);
});

it.each([
  ["labels", [["a:x", "sum(up)", { of: "a" }]], [["a:x", "sum(up)", { of: "b" }]]],
  ["disjoint selectors", [["a:x", 'rate(b{job="a"}[5m])']], [["a:x", 'rate(b{job="b"}[5m])']]],
  ["what they compute, perhaps", [["a:x", "sum(fastapi)"]], [["a:x", "sum(opentelemetry)"]]],
] as [string, Recorded[], Recorded[]][])("takes no offence at rules of one name that differ in %s", (_, one, other) =>
  expect(said(recordingTwice, groups(one, other))).toEqual([]),
);

it("takes no offence at what several Prometheus record, each for itself", () => {
  const both = groups([["a:x", "sum(up)"]], [["a:x", "sum(up)"]]);
  const inShop = both.replace('"name":"r1","namespace":"monitoring"', '"name":"r1","namespace":"shop"');
  const everywhere = inShop.replace("ruleSelector: {}", "ruleSelector: {}, ruleNamespaceSelector: {}");
  expect(said(recordingTwice, inShop)).toEqual([]);
  expect(said(recordingTwice, everywhere)).toHaveLength(1);
  // A label that it puts over all series of a namespace tells them apart, but not within one.
  const enforced = (yaml: string) =>
    yaml.replace("ruleSelector: {}", "ruleSelector: {}, enforcedNamespaceLabel: namespace");
  expect(said(recordingTwice, enforced(everywhere))).toEqual([]);
  expect(said(recordingTwice, enforced(both))).toHaveLength(1);
  const second = prometheus
    .replace("name: main", "name: second")
    .replace("{ ruleSelector", "{ replicas: 1, ruleSelector");
  expect(said(recordingTwice, second + everywhere)).toHaveLength(1);
});

it("knows labels in whatever order they stand, and selectors of which one is wider than the other", () => {
  const twice = (one: Recorded, other: Recorded) => said(recordingTwice, groups([one], [other])).length;
  expect(twice(["a:x", "sum(up)", { a: "1", b: "2" }], ["a:x", "sum(up)", { b: "2", a: "1" }])).toBe(1);
  expect(twice(["a:x", 'up{a="1"} / up{b="1"}'], ["a:x", "up / up"])).toBe(1);
  // Each is wider in one of its operands.
  expect(twice(["a:x", 'up{a="1"} / up'], ["a:x", 'up / up{b="1"}'])).toBe(0);
});
