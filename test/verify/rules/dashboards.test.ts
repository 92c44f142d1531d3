import { describe, expect, it } from "vitest";
import type { Rule } from "../../../lib/verify/rule.ts";
import { dashboardDataSourceUnknown } from "../../../lib/verify/rules/dashboard-data-source-unknown.ts";
import { dashboardDoesNotParse } from "../../../lib/verify/rules/dashboard-does-not-parse.ts";
import { dashboardLinkToNowhere } from "../../../lib/verify/rules/dashboard-link-to-nowhere.ts";
import { dashboardPanelsOverlap } from "../../../lib/verify/rules/dashboard-panels-overlap.ts";
import { dashboardTitleNotUnique } from "../../../lib/verify/rules/dashboard-title-not-unique.ts";
import { dashboardUidInvalid } from "../../../lib/verify/rules/dashboard-uid-invalid.ts";
import { dashboardUidNotUnique } from "../../../lib/verify/rules/dashboard-uid-not-unique.ts";
import { dashboardVariableUnknown } from "../../../lib/verify/rules/dashboard-variable-unknown.ts";
import { dashboardVariableUnused } from "../../../lib/verify/rules/dashboard-variable-unused.ts";
import { dashboardWithoutUid } from "../../../lib/verify/rules/dashboard-without-uid.ts";
import { objects, said } from "../given.ts";

const panel = {
  id: 1,
  title: "Rate",
  type: "timeseries",
  datasource: { type: "prometheus", uid: "prometheus" },
  gridPos: { x: 0, y: 0, w: 12, h: 8 },
  targets: [{ refId: "A", expr: 'up{namespace="$namespace"}' }],
};

const dashboard = {
  uid: "web",
  title: "Web",
  panels: [panel],
  templating: { list: [{ name: "namespace", type: "query", query: "label_values(up, namespace)" }] },
};

type Json = Readonly<Record<string, unknown>>;

const configMap = (name: string, files: Json, labels: Json = { grafana_dashboard: "1" }) =>
  JSON.stringify({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name, namespace: "monitoring", labels },
    data: Object.fromEntries(
      Object.entries(files).map(([file, content]) => [
        file,
        typeof content === "string" ? content : JSON.stringify(content),
      ]),
    ),
  });

const dataSources = configMap(
  "datasources",
  { "datasources.yaml": "datasources:\n  - { name: Prometheus, uid: prometheus, type: prometheus }\n" },
  {},
);

/** What a rule says of dashboards, one ConfigMap each, beside provisioned data sources. */
const of = (rule: Rule, ...dashboards: readonly Json[]) =>
  said(
    rule,
    [
      dataSources,
      ...dashboards.map((each, index) => configMap(`dashboard-${index + 1}`, { "web.json": each })),
    ].flatMap(objects),
  );

const withPanel = (change: Json) => ({ ...dashboard, panels: [{ ...panel, ...change }] });

it.each([
  dashboardDataSourceUnknown,
  dashboardDoesNotParse,
  dashboardLinkToNowhere,
  dashboardPanelsOverlap,
  dashboardTitleNotUnique,
  dashboardUidInvalid,
  dashboardUidNotUnique,
  dashboardVariableUnknown,
  dashboardVariableUnused,
  dashboardWithoutUid,
])("$id is content with a dashboard that is right", (rule) => expect(of(rule, dashboard)).toEqual([]));

describe("dashboard-data-source-unknown", () => {
  it("finds a uid that nothing has", () =>
    expect(of(dashboardDataSourceUnknown, withPanel({ datasource: { uid: "promethues" } }))).toEqual([
      'ConfigMap dashboard-1 | data["web.json"].panels[0].datasource | promethues | no data source has this uid: did you mean "prometheus"?',
    ]));

  it("takes names, variables and what every Grafana has", () => {
    for (const datasource of [
      "Prometheus",
      "${datasource}",
      "-- Mixed --",
      { type: "__expr__", uid: "__expr__" },
      null,
    ])
      expect(of(dashboardDataSourceUnknown, withPanel({ datasource }))).toEqual([]);
  });

  it("is uncertain where no data sources are given", () =>
    expect(said(dashboardDataSourceUnknown, configMap("one", { "web.json": dashboard }))).toEqual([
      '(ConfigMap one | data["web.json"].panels[0].datasource | prometheus | no data source has this uid | no data sources of Grafana are among the objects)',
    ]));
});

describe("dashboard-does-not-parse", () => {
  it("finds what is no JSON, and JSON without panels", () => {
    expect(said(dashboardDoesNotParse, configMap("one", { "web.json": "{" }))[0]).toContain("it is no dashboard: ");
    expect(said(dashboardDoesNotParse, configMap("one", { "web.json": { dashboard } }))).toEqual([
      'ConfigMap one | data["web.json"] | it is no dashboard: it has no panels',
    ]);
  });

  it("reads the first version of Grafana's own resources, and leaves the second alone", () => {
    const resource = (spec: Json) => ({
      "web.json": { apiVersion: "dashboard.grafana.app/v1", kind: "Dashboard", metadata: { name: "one" }, spec },
    });
    expect(said(dashboardDoesNotParse, configMap("one", resource({ elements: {} })))).toEqual([]);
    const linking = resource(withPanel({ links: [{ title: "Itself", url: "/d/one" }] }));
    expect(said(dashboardLinkToNowhere, configMap("one", linking))).toEqual([]);
    expect(said(dashboardVariableUnused, configMap("one", resource({ ...dashboard, panels: [] })))).toHaveLength(1);
  });

  it("leaves JSON alone that nobody calls a dashboard", () =>
    expect(said(dashboardDoesNotParse, configMap("one", { "settings.json": "{" }, {}))).toEqual([]));
});

describe("dashboard-link-to-nowhere", () => {
  const linked = (url: string) => withPanel({ links: [{ title: "More", url }] });

  it("finds a dashboard that is not there", () =>
    expect(of(dashboardLinkToNowhere, dashboard, { ...linked("/d/wep?orgId=1"), uid: "other" })).toEqual([
      'ConfigMap dashboard-2 | data["web.json"] | /d/wep | no dashboard has this uid: did you mean /d/web?',
    ]));

  it("follows links with and without an address before them", () =>
    expect(of(dashboardLinkToNowhere, linked("https://grafana.example/d/web/title?var-a=b"))).toEqual([]));

  it("is uncertain of other addresses, and of dashboards that may be others'", () => {
    const all = (url: string) =>
      said(dashboardLinkToNowhere, configMap("one", { "web.json": linked(url) }), { complete: true });
    expect(all("/d/nodes")).toEqual(['ConfigMap one | data["web.json"] | /d/nodes | no dashboard has this uid']);
    expect(all("https://other.example/d/nodes")[0]).toMatch(/^\(.*another Grafana's\)$/);
    expect(all("https://other.example/d/wep")).toHaveLength(1);
    expect(all("https://other.example/ad/wep")).toEqual([]);
    expect(of(dashboardLinkToNowhere, linked("/d/nodes"))[0]).toMatch(/^\(.*another's\)$/);
  });
});

describe("dashboard-panels-overlap", () => {
  const at = (x: number, y: number, id: number) => ({ ...panel, id, title: `P${id}`, gridPos: { x, y, w: 12, h: 8 } });
  const of2 = (...panels: readonly Json[]) => of(dashboardPanelsOverlap, { ...dashboard, panels });

  it("takes panels side by side and below one another", () =>
    expect(of2(at(0, 0, 1), at(12, 0, 2), at(0, 8, 3))).toEqual([]));

  it("finds one that stands on another, beyond the grid, or has another's id", () =>
    expect(of2(at(0, 0, 1), at(6, 7, 2), at(13, 20, 3), at(0, 40, 3))).toEqual([
      'ConfigMap dashboard-1 | data["web.json"].panels[2] | P3 | it reaches to column 25 of 24',
      'ConfigMap dashboard-1 | data["web.json"].panels[3] | P3 | panel "P3" has the same id 3',
      'ConfigMap dashboard-1 | data["web.json"].panels[1] | P2 | it stands on panel "P1"',
    ]));
});

describe("dashboard-uid-not-unique and dashboard-title-not-unique", () => {
  it("find the second one", () => {
    expect(of(dashboardUidNotUnique, dashboard, { ...dashboard, title: "Other" })).toEqual([
      'ConfigMap dashboard-2 | data["web.json"].uid | web | dashboard "Web" in ConfigMap monitoring/dashboard-1 has the same uid',
    ]);
    expect(of(dashboardTitleNotUnique, dashboard, { ...dashboard, uid: "other" })).toEqual([
      'ConfigMap dashboard-2 | data["web.json"].title | Web | the dashboard of ConfigMap monitoring/dashboard-1 has the same title',
    ]);
  });
});

it("dashboard-title-not-unique lets folders have one title each", () => {
  const inFolder = (name: string, folder: string) =>
    configMap(name, { "web.json": dashboard }).replace(
      '"labels"',
      `"annotations":{"grafana_folder":"${folder}"},"labels"`,
    );
  const among = (...folders: string[]) =>
    said(
      dashboardTitleNotUnique,
      folders.flatMap((folder, index) => objects(inFolder(`d${index}`, folder))),
    );
  expect(among("Web", "Other")).toEqual([]);
  expect(among("Web", "Web")).toHaveLength(1);
});

it("dashboard-without-uid finds none, and leaves what is there to others", () => {
  expect(of(dashboardWithoutUid, { ...dashboard, uid: "" })).toEqual([
    'ConfigMap dashboard-1 | data["web.json"].uid | the dashboard has no uid',
  ]);
  expect(of(dashboardUidInvalid, { ...dashboard, uid: "" })).toEqual([]);
  expect(of(dashboardWithoutUid, { ...dashboard, uid: "a b" })).toEqual([]);
});

describe("dashboard-uid-invalid", () => {
  it.each([
    ["a".repeat(41), "Grafana does not take this uid"],
    ["a b", "Grafana does not take this uid"],
  ])("finds %j", (uid, what) => expect(of(dashboardUidInvalid, { ...dashboard, uid })[0]).toContain(what));

  it("takes 40 characters", () => expect(of(dashboardUidInvalid, { ...dashboard, uid: "a".repeat(40) })).toEqual([]));
});

describe("dashboard-variable-unknown", () => {
  it("finds a variable that is not defined, and an input that only a person fills in", () =>
    expect(
      of(
        dashboardVariableUnknown,
        withPanel({ datasource: { uid: "${DS_PROMETHEUS}" }, targets: [{ expr: 'up{namespace="$namespce"}' }] }),
      ),
    ).toEqual([
      'ConfigMap dashboard-1 | data["web.json"].panels[0].targets[0].expr | $namespce | the dashboard has no variable namespce: did you mean $namespace?',
      'ConfigMap dashboard-1 | data["web.json"].panels[0].datasource | $DS_PROMETHEUS | the dashboard has no variable DS_PROMETHEUS',
    ]));

  it("knows Grafana's own variables, and groups of expressions", () =>
    expect(
      of(
        dashboardVariableUnknown,
        withPanel({ targets: [{ expr: 'label_replace(rate(a[$__rate_interval]), "b", "$1", "c", "(.*)$")' }] }),
      ),
    ).toEqual([]));
});

it("dashboard-variable-unknown leaves InfluxQL its own variables", () => {
  const asking = (type: string) =>
    withPanel({ datasource: { type, uid: "x" }, targets: [{ query: "SELECT x WHERE $timeFilter" }] });
  expect(of(dashboardVariableUnknown, asking("influxdb"))).toEqual([]);
  expect(of(dashboardVariableUnknown, asking("prometheus"))).toHaveLength(1);
});

describe("dashboard-variable-unused", () => {
  it("finds a variable that changes nothing", () =>
    expect(of(dashboardVariableUnused, withPanel({ targets: [{ expr: "up" }] }))).toEqual([
      'ConfigMap dashboard-1 | data["web.json"].templating.list[0].name | namespace | no query, title or link of the dashboard mentions it',
    ]));
});
