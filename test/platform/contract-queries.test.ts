import { expect, test } from "vitest";
import { defineAlerts } from "../../lib/alerting/alert.ts";
import type { Delta } from "../../lib/contracts/deltas.ts";
import { panelsOf } from "../../lib/grafana/panel.ts";
import { bySeries, type Query, queriesOf, queryFaults } from "../../lib/platform/contract-queries.ts";
import { counter, gauge, oneOf, open } from "../../lib/promql/metric.ts";
import { type Expression, promql } from "../../lib/promql/promql.ts";
import { record } from "../../lib/promql/recording.ts";

const labels = { instance: open, server: open } as const;
const gone = gauge("db_gone", labels, ["instance"]);
const old = gauge("db_old", labels, ["instance"]);
const settings = gauge("db_settings_connections", labels, ["instance"]);
const used = gauge("db_used", { instance: open, server: open, user: open }, ["instance", "user"]);
const waits = gauge("db_waits", labels, ["instance"]);
const same = counter("db_same_total", labels, ["instance"]);

const delta: Delta = {
  program: "postgres-exporter",
  of: "version",
  recorded: "1.0.0",
  pinned: "2.0.0",
  removed: [{ series: /^db_gone$/, instead: "db_here" }],
  renamed: { db_old: "db_new" },
  changed: [
    { series: /^db_(settings_|used$)/, without: ["server"] },
    { series: /^db_used$/, with: ["version"] },
    { series: /^db_waits$/, kind: "counter" },
  ],
  sources: ["this test"],
};

const ask = (expression: Expression, ...needed: string[]) => {
  const query: Query = { who: "alert X", expression, labels: () => needed };
  return queryFaults(query, bySeries([delta]));
};

test.each([
  ["nothing of the delta", promql`sum by (instance, server) (rate(${same()}[5m]))`],
  ["a family that lost a label which the query does not need", promql`max by (instance) (${settings()})`],
  ["families that lost the same label, matched in all of theirs", promql`${settings()} + ${settings()}`],
  [
    "a family that lost a label, with one of Grafana's variables",
    promql`max by (instance) (max_over_time(${settings()}[$__range]))`,
  ],
  ["a family that is a counter now, where that makes no difference", promql`max by (instance) (${waits()})`],
])("lets pass what asks for %s", (_, expression) => expect(ask(expression, "instance")).toEqual([]));

test.each([
  ["is gone", promql`${gone()} > 0`, "alert X: postgres-exporter 2.0.0 has no db_gone: use db_here"],
  ["has another name", promql`max(${old()})`, "alert X: postgres-exporter 2.0.0 has no db_old: use db_new"],
])("refuses a family that %s", (_, expression, line) => expect(ask(expression)).toEqual([line]));

test.each([
  ["in a matcher", settings({ server: "a:1" })],
  ["in a matcher after another", settings({ instance: oneOf('}"', "b"), server: "a:1" })],
])("refuses a label that is gone %s", (_, selector) =>
  expect(ask(promql`max by (instance) (${selector})`)).toEqual([
    `alert X: with postgres-exporter 2.0.0 db_settings_connections has no label server to select by, in: max by (instance) (${selector.selector})`,
  ]),
);

test("refuses a label that is gone where the expression groups by it", () => {
  expect(ask(promql`sum by (server) (${used()})`)).toEqual([
    "alert X: with postgres-exporter 2.0.0 sum groups by server, which its operand lacks: it has instance, user, version, in: sum by (server) (db_used)",
  ]);
});

test("refuses operands that no longer match", () => {
  expect(ask(promql`${settings()} > ${gone()}`)[0]).toContain("has no db_gone");
  expect(ask(promql`${settings()} > ${waits()}`)[0]).toContain("have different labels and never match");
});

test("refuses a label that is gone where a rule or a legend needs it", () => {
  expect(ask(promql`${settings()} > 1`, "instance", "server")).toEqual([
    "alert X: with postgres-exporter 2.0.0 it has no label server, which is needed, in: db_settings_connections > 1",
  ]);
});

test("refuses a series of another kind where it is given as it is", () => {
  expect(ask(promql`${waits()}`)).toEqual([
    "alert X: with postgres-exporter 2.0.0 it is a counter, no gauge, in: db_waits",
  ]);
});

test("says what runs, be it a version, a backend or a flag", () => {
  const ways: [Partial<Delta>, string][] = [
    [{ of: "version", pinned: "2.0.0" }, "postgres-exporter 2.0.0 has"],
    [{ of: "backend", pinned: "PostgreSQL 17" }, "postgres-exporter with PostgreSQL 17 has"],
    [{ of: "flag", recorded: "", pinned: "--less" }, "postgres-exporter with --less has"],
    [{ of: "flag", recorded: "--more", pinned: "" }, "postgres-exporter without --more has"],
  ];
  for (const [way, words] of ways) {
    const query = { who: "alert X", expression: promql`${gone()}`, labels: () => [] };
    expect(queryFaults(query, bySeries([{ ...delta, ...way }]))).toEqual([`alert X: ${words} no db_gone: use db_here`]);
  }
});

test("needs of rules and panels are what they declare, identify, or say", () => {
  const expression = promql`max by (instance, server) (${settings()})`;
  const text = {
    severity: "info",
    for: "1m",
    dashboard: "database",
    description: "All {{ $labels.server }}.",
  } as const;
  const alerts = defineAlerts({
    TooMany: { ...text, expr: expression, identity: ["instance", "server"], summary: "Many" },
  });
  const { graph, table } = panelsOf("postgres", alerts);
  const panel = { description: "How many there are.", unit: "short" } as const;
  const panels = [
    graph({ ...panel, title: "Graph", queries: { "{{instance}}": expression } }),
    table({ ...panel, title: "Table", queries: { all: expression }, columns: { server: "Server" } }),
  ];
  const mixin = { name: "postgres", recordings: [record("instance:db:max", labels, expression)], alerts };
  const dashboard = { name: "database", title: "", description: "", variables: [], rows: [], panels, json: () => "" };
  const queries = queriesOf([mixin], [dashboard]).map((query) => ({ ...query, labels: query.labels() }));
  expect(queries).toEqual([
    { who: "recording rule instance:db:max", expression, labels: ["instance", "server"] },
    { who: "alert TooMany", expression, labels: ["instance", "server", "server"] },
    { who: "dashboard database, panel Graph", expression, labels: ["instance"] },
    { who: "dashboard database, panel Table", expression, labels: ["server"] },
  ]);
});
