import { describe, expect, it } from "vitest";
import { dashboardDataSourceUnknown } from "../../../lib/verify/rules/dashboard-data-source-unknown.ts";
import { dashboardDoesNotParse } from "../../../lib/verify/rules/dashboard-does-not-parse.ts";
import { dashboardNotLoaded } from "../../../lib/verify/rules/dashboard-not-loaded.ts";
import { dashboardNotSelected } from "../../../lib/verify/rules/dashboard-not-selected.ts";
import { dashboardUidNotUnique } from "../../../lib/verify/rules/dashboard-uid-not-unique.ts";
import { dashboardVariableUnknown } from "../../../lib/verify/rules/dashboard-variable-unknown.ts";
import { said } from "../given.ts";
import { configMap, dashboard, type Fields, object } from "./dashboard-objects.ts";

describe("grafana-operator", () => {
  const operator = "grafana.integreatly.org/v1beta1";
  const custom = (spec: Fields, name = "web") =>
    object(operator, "GrafanaDashboard", name, {
      spec: { instanceSelector: { matchLabels: { dashboards: "grafana" } }, ...spec },
    });
  const instance = (namespace: string) =>
    object(operator, "Grafana", "grafana", {}, { namespace, labels: { dashboards: "grafana" } });
  const json = JSON.stringify(dashboard);

  it("needs a Grafana that is selected", () => {
    expect(said(dashboardNotSelected, custom({ json }) + instance("monitoring"))).toEqual([]);
    expect(said(dashboardNotSelected, custom({ json }))[0]).toMatch(/^\(.*no Grafana is among the objects\)$/);
    expect(
      said(dashboardNotSelected, custom({ json }).replace(':"grafana"', ':"grafna"') + instance("monitoring")),
    ).toEqual(["GrafanaDashboard web | spec.instanceSelector | dashboards=grafna | no Grafana has these labels"]);
    expect(said(dashboardNotSelected, custom({ json }) + instance("shop"))).toEqual([
      "GrafanaDashboard web | spec.allowCrossNamespaceImport | false | the Grafana that it selects is in another namespace: set it to true, or put the dashboard beside the Grafana",
    ]);
    expect(said(dashboardNotSelected, custom({ json, allowCrossNamespaceImport: true }) + instance("shop"))).toEqual(
      [],
    );
  });

  it("loads a ConfigMap that a GrafanaDashboard names", () =>
    expect(
      said(
        dashboardNotLoaded,
        configMap() + custom({ configMapRef: { name: "one", key: "web.json" } }) + instance("monitoring"),
      ),
    ).toEqual([]));

  it("has dashboards like others", () => {
    expect(said(dashboardDoesNotParse, custom({ json: "{" }))[0]).toContain(
      "GrafanaDashboard web | spec.json | { | it is no dashboard",
    );
    expect(said(dashboardDoesNotParse, custom({ json: "${BOARD}" }))[0]).toMatch(
      /something is put in place of \$\{BOARD\}/,
    );
    expect(said(dashboardUidNotUnique, custom({ json }) + custom({ json }, "other"))).toHaveLength(1);
    expect(said(dashboardUidNotUnique, custom({ json }) + custom({ json, uid: "other" }, "other"))).toEqual([]);
  });

  it("gives data sources, and puts them in the places of inputs", () => {
    const source = object(operator, "GrafanaDatasource", "metrics", {
      spec: { datasource: { name: "Prometheus", uid: "prometheus", type: "prometheus" } },
    });
    const asking = (uid: string, spec: Fields = {}) =>
      source + custom({ json: json.replace("prometheus", uid), ...spec });
    const both = (yaml: string) => [...said(dashboardDataSourceUnknown, yaml), ...said(dashboardVariableUnknown, yaml)];
    expect(both(asking("prometheus"))).toEqual([]);
    expect(both(asking("promethues"))).toEqual([expect.stringContaining("no data source has this uid")]);
    expect(both(asking("${DS}"))).toEqual([expect.stringContaining("no variable DS")]);
    expect(both(asking("${DS}", { datasources: [{ inputName: "DS", datasourceName: "Prometheus" }] }))).toEqual([]);
    expect(both(asking("${DS}", { datasources: [{ inputName: "DS", datasourceName: "Loki" }] }))).toHaveLength(1);
  });
});
