import { describe, expect, it } from "vitest";
import { labelLost } from "../../../lib/verify/rules/label-lost.ts";
import { queryDoesNotParse } from "../../../lib/verify/rules/query-does-not-parse.ts";
import { seriesUnknown } from "../../../lib/verify/rules/series-unknown.ts";
import { windowTooShort } from "../../../lib/verify/rules/window-too-short.ts";
import { said } from "../given.ts";
import { given } from "./asking.ts";

type Json = Readonly<Record<string, unknown>>;

const object = (apiVersion: string, kind: string, fields: Json) =>
  `---\n${JSON.stringify({ apiVersion, kind, metadata: { name: "asking", namespace: "monitoring" }, ...fields })}\n`;

/** Beside a Prometheus that scrapes one Alertmanager. */
const beside = (yaml: string) => given("up") + yaml;
const dashboard = (fields: Json) =>
  beside(object("v1", "ConfigMap", { data: { "a.json": JSON.stringify({ uid: "a", panels: [], ...fields }) } }));
const prometheus = { type: "prometheus", uid: "a" };
const loki = { type: "loki", uid: "b" };

/** What is said of the dashboard, by the field below its file. */
const of = (rule: typeof labelLost, yaml: string) =>
  said(rule, yaml)
    .filter((line) => line.includes(" asking | "))
    .map((line) =>
      line.replace(/^.* asking \| (data\["a.json"\]\.)?/, "").replace(/ \| (no recording|it shows|a window).*/, ""),
    );

const panel = (target: Json, datasource: unknown = prometheus) =>
  dashboard({ panels: [{ type: "timeseries", datasource, targets: [target] }] });
const variable = (fields: Json) => dashboard({ templating: { list: [{ name: "x", type: "query", ...fields }] } });
const annotation = (fields: Json) => dashboard({ annotations: { list: [{ name: "x", ...fields }] } });

describe("series of", () => {
  const found = (yaml: string) => of(seriesUnknown, yaml);

  it("panels, unless their data source is another's", () => {
    expect(found(panel({ expr: "alertmanager_alerts" }))).toEqual([]);
    expect(found(panel({ expr: "alertmanager_gone" }))).toEqual(["panels[0].targets[0].expr | alertmanager_gone"]);
    expect(found(panel({ expr: "alertmanager_gone" }, "Prometheus"))).toHaveLength(1);
    expect(found(panel({ expr: "alertmanager_gone" }, undefined))).toHaveLength(1);
    for (const other of [loki, "Loki", { uid: "loki" }])
      expect(found(panel({ expr: "alertmanager_gone" }, other))).toEqual([]);
    expect(found(panel({ expr: "alertmanager_gone", datasource: prometheus }, loki))).toHaveLength(1);
    expect(found(panel({ expr: "  " }))).toEqual([]);
    expect(of(queryDoesNotParse, panel({ expr: "  " }))).toEqual([]);
  });

  it("variables, in each of the shapes of their queries", () => {
    const field = ["templating.list[0].query | alertmanager_gone"];
    for (const query of [
      "label_values(alertmanager_gone, pod)",
      "query_result(max(alertmanager_gone) > 1)",
      { query: 'label_values(alertmanager_gone{a=~"b,c"},pod)', refId: "A" },
    ])
      expect(found(variable({ query, datasource: prometheus }))).toEqual(field);
    expect(found(variable({ definition: "label_values(alertmanager_gone, pod)" }))).toEqual(field);
    expect(found(variable({ query: "label_values(alertmanager_alerts, pod)" }))).toEqual([]);
    expect(found(variable({ query: "label_values(alertmanager_gone, pod)", datasource: loki }))).toEqual([]);
    expect(found(variable({ query: "label_values(alertmanager_gone, pod)", type: "textbox" }))).toEqual([]);
    expect(found(variable({ query: "label_values(pod)" }))).toEqual([]);
  });

  it("annotations", () => {
    expect(found(annotation({ expr: "changes(alertmanager_gone[5m]) > 0", datasource: prometheus }))).toEqual([
      "annotations.list[0].expr | alertmanager_gone",
    ]);
    expect(found(annotation({ expr: "alertmanager_gone", datasource: loki }))).toEqual([]);
    expect(found(annotation({ datasource: prometheus }))).toEqual([]);
  });

  it("autoscalers of KEDA", () => {
    const scaled = (...triggers: readonly Json[]) =>
      beside(object("keda.sh/v1alpha1", "ScaledObject", { spec: { triggers } }));
    const metadata = { query: "sum(alertmanager_gone)" };
    expect(found(scaled({ type: "cpu", metadata }, { type: "prometheus", metadata }))).toEqual([
      "spec.triggers[1].metadata.query | alertmanager_gone",
    ]);
    expect(found(scaled({ type: "prometheus", metadata: {} }))).toEqual([]);
  });
});

describe("Grafana's variables", () => {
  it.each([
    'rate(alertmanager_notifications_total{pod=~"$pod", job="${job:regex}"}[$__rate_interval])',
    "rate(alertmanager_notifications_total[${window}])",
    "alertmanager_alerts offset $shift",
    "alertmanager_alerts offset -${shift}",
    "max_over_time(alertmanager_alerts[[[window]]])",
    "topk($count, alertmanager_alerts)",
    "sum by ($label) (alertmanager_alerts)",
    "$metric > 1",
    "increase(alertmanager_notifications_total[$__range])",
  ])("may stand in %s", (expr) => {
    for (const rule of [queryDoesNotParse, seriesUnknown, labelLost, windowTooShort])
      expect(of(rule, panel({ expr }))).toEqual([]);
  });

  it("hide nothing else", () => {
    const gone = 'rate(alertmanager_gone_total{pod="$pod"}[$__rate_interval])';
    expect(of(seriesUnknown, panel({ expr: gone }))).toEqual(["panels[0].targets[0].expr | alertmanager_gone_total"]);
    expect(of(queryDoesNotParse, panel({ expr: 'sum(up{pod="$pod"}' }))).toHaveLength(1);
    expect(of(windowTooShort, panel({ expr: 'rate(alertmanager_notifications_total{pod="$pod"}[15s])' }))).toEqual([
      "panels[0].targets[0].expr | 15s",
    ]);
  });
});

it("legends and annotations show labels that the series have", () => {
  const shown = (legendFormat: string) => of(labelLost, panel({ expr: "sum by (pod) (up)", legendFormat }));
  expect(shown("{{pod}} {{ __name__ }}")).toEqual([]);
  expect(shown("{{ pod }} of {{job}}")).toEqual(["panels[0].targets[0].expr | job"]);
  // A table has columns and no legend.
  expect(of(labelLost, panel({ expr: "sum by (pod) (up)", legendFormat: "{{job}}", format: "table" }))).toEqual([]);
  expect(of(labelLost, variable({ query: "label_values(sum by (pod) (up), job)" }))).toEqual([
    "templating.list[0].query | job",
  ]);
  expect(
    of(labelLost, annotation({ expr: "sum by (pod) (up)", textFormat: "{{job}}", titleFormat: "{{pod}}" })),
  ).toEqual(["annotations.list[0].expr | job"]);
});
