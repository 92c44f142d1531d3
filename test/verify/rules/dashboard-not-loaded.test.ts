import { describe, expect, it } from "vitest";
import { dashboardDataSourceUnknown } from "../../../lib/verify/rules/dashboard-data-source-unknown.ts";
import { dashboardDoesNotParse } from "../../../lib/verify/rules/dashboard-does-not-parse.ts";
import { dashboardNotLoaded } from "../../../lib/verify/rules/dashboard-not-loaded.ts";
import { dashboardUidNotUnique } from "../../../lib/verify/rules/dashboard-uid-not-unique.ts";
import { dashboardVariableUnknown } from "../../../lib/verify/rules/dashboard-variable-unknown.ts";
import { said } from "../given.ts";

type Fields = Readonly<Record<string, unknown>>;

const object = (apiVersion: string, kind: string, name: string, fields: Fields, metadata: Fields = {}) =>
  `${JSON.stringify({ apiVersion, kind, metadata: { name, namespace: "monitoring", ...metadata }, ...fields })}\n---\n`;

const dashboard = {
  uid: "web",
  title: "Web",
  panels: [{ id: 1, datasource: { uid: "prometheus" }, targets: [{ expr: "up" }] }],
};
const configMap = (labels: Fields = {}, namespace = "monitoring") =>
  object("v1", "ConfigMap", "one", { data: { "web.json": JSON.stringify(dashboard) } }, { labels, namespace });
const pod = (spec: Fields) => object("v1", "Pod", "grafana", { spec });
const grafana = { name: "grafana", image: "grafana/grafana:13.0.0" };
const sidecar = (env: Readonly<Record<string, string>>) => ({
  name: "dashboards",
  image: "quay.io/kiwigrid/k8s-sidecar:2.0.0",
  env: Object.entries(env).map(([name, value]) => ({ name, value })),
});

describe("dashboard-not-loaded", () => {
  const bare =
    'ConfigMap one | data["web.json"] | no pod of its namespace mounts it, and it has no label for a side-car';

  it("finds a ConfigMap that nobody mounts or labels", () => {
    expect(said(dashboardNotLoaded, configMap() + pod({ containers: [grafana] }))).toEqual([bare]);
    expect(said(dashboardNotLoaded, configMap(), { complete: true })).toEqual([bare]);
    expect(said(dashboardNotLoaded, configMap())).toEqual([`(${bare} | no Grafana is among the objects)`]);
  });

  it("takes one that a pod mounts", () => {
    for (const volume of [{ projected: { sources: [{ configMap: { name: "one" } }] } }, { configMap: { name: "one" } }])
      expect(said(dashboardNotLoaded, configMap() + pod({ containers: [grafana], volumes: [volume] }))).toEqual([]);
  });

  const provider = (path: string, fields: Fields = {}) =>
    object("v1", "ConfigMap", "provider", {
      data: {
        "all.yaml": JSON.stringify({ apiVersion: 1, providers: [{ name: "all", options: { path }, ...fields }] }),
      },
    });
  const mounting = (mount: Fields, volume: Fields = { configMap: { name: "one" } }) =>
    pod({
      containers: [
        {
          ...grafana,
          volumeMounts: [
            { name: "own", ...mount },
            { name: "provider", mountPath: "/etc/grafana/provisioning/dashboards" },
          ],
        },
      ],
      volumes: [
        { name: "own", ...volume },
        { name: "provider", configMap: { name: "provider" } },
      ],
    });
  const web = { configMap: { name: "one", items: [{ key: "web.json", path: "shop/web.json" }] } };

  it.each([
    ["/dashboards", { mountPath: "/dashboards" }, undefined],
    ["/dashboards/", { mountPath: "/dashboards//shop/" }, undefined],
    ["/", { mountPath: "/dashboards" }, undefined],
    ["/dashboards/shop", { mountPath: "/dashboards" }, web],
    ["/dashboards/shop", { mountPath: "/dashboards/shop/web.json", subPath: "web.json" }, undefined],
    ["/dashboards", { mountPath: "/dashboards", subPath: "shop" }, web],
    ["${FOLDER}", { mountPath: "/elsewhere" }, undefined],
  ])("takes one below the folder %s of the provider", (path, mount, volume) =>
    expect(said(dashboardNotLoaded, configMap() + provider(path) + mounting(mount, volume))).toEqual([]),
  );

  it.each([
    ["/dashboard", { mountPath: "/dashboards" }, undefined, "/dashboards/web.json"],
    ["/dashboards/shops", { mountPath: "/dashboards" }, web, "/dashboards/shop/web.json"],
    ["/dashboards/shop", { mountPath: "/dashboards", subPath: "shop" }, web, "/dashboards/web.json"],
    ["/dashboards", { mountPath: "/d.json", subPath: "web.json" }, undefined, "/d.json"],
    [
      "/dashboards",
      { mountPath: "/all" },
      { projected: { sources: [{ configMap: { name: "one" } }] } },
      "/all/web.json",
    ],
  ])("finds one beside the folder %s of the provider", (path, mount, volume, place) =>
    expect(said(dashboardNotLoaded, configMap() + provider(path) + mounting(mount, volume))).toEqual([
      `ConfigMap one | data["web.json"] | Pod monitoring/grafana has it at ${place}, and Grafana's provider of dashboards reads ${path}: mount it below options.path of the provider, or mend that path`,
    ]),
  );

  it("does not know what a provider reads that is not among the objects, or reads no files", () => {
    const beside = configMap() + mounting({ mountPath: "/elsewhere" });
    expect(said(dashboardNotLoaded, beside)).toEqual([]);
    expect(said(dashboardNotLoaded, beside + provider("/dashboards"))).toHaveLength(1);
    expect(said(dashboardNotLoaded, beside + provider("/dashboards", { type: "other" }))).toEqual([]);
    const collected = beside
      .replace('"containers":[', `"containers":[${JSON.stringify(sidecar({ LABEL: "own", NAMESPACE: "ALL" }))},`)
      .replace('"labels":{}', '"labels":{"own":"1"}');
    expect(said(dashboardNotLoaded, collected + provider("/dashboards"))).toEqual([]);
  });

  it("is uncertain of a label for a Grafana that is installed elsewhere", () => {
    const labelled = configMap({ grafana_dashboard: "1" });
    const line =
      'ConfigMap one | data["web.json"] | it is labelled for a side-car, which no pod has, and no pod mounts it';
    expect(said(dashboardNotLoaded, labelled)).toEqual([`(${line} | no Grafana is among the objects)`]);
    expect(said(dashboardNotLoaded, labelled + pod({ containers: [grafana] }))).toEqual([line]);
  });

  it.each([
    [{ LABEL: "grafana_dashboard" }, "monitoring", undefined],
    [
      { LABEL: "grafana_dashboard" },
      "shop",
      "the side-car looks for the label grafana_dashboard in namespace monitoring",
    ],
    [{ LABEL: "grafana_dashboard", NAMESPACE: "ALL" }, "shop", undefined],
    [{ LABEL: "grafana_dashboard", NAMESPACE: "a, shop" }, "shop", undefined],
    [
      { LABEL: "grafana_dashboard", LABEL_VALUE: "yes", NAMESPACE: "ALL" },
      "shop",
      "the side-car looks for the label grafana_dashboard=yes",
    ],
    [{ LABEL: "my_dashboard" }, "monitoring", "the side-car looks for the label my_dashboard in namespace monitoring"],
    [{ LABEL: "grafana_datasource" }, "monitoring", "labelled for a side-car, which no pod has"],
  ] as const)("knows what a side-car with %j collects in namespace %s", (env, namespace, what) => {
    const given = configMap({ grafana_dashboard: "1" }, namespace) + pod({ containers: [grafana, sidecar(env)] });
    expect(said(dashboardNotLoaded, given)).toEqual(what === undefined ? [] : [expect.stringContaining(what)]);
  });
});

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
    expect(said(dashboardNotLoaded, custom({ json }) + instance("monitoring"))).toEqual([]);
    expect(said(dashboardNotLoaded, custom({ json }))[0]).toMatch(/^\(.*no Grafana is among the objects\)$/);
    expect(
      said(dashboardNotLoaded, custom({ json }).replace(':"grafana"', ':"grafna"') + instance("monitoring")),
    ).toEqual(["GrafanaDashboard web | spec.instanceSelector | dashboards=grafna | no Grafana has these labels"]);
    expect(said(dashboardNotLoaded, custom({ json }) + instance("shop"))).toEqual([
      "GrafanaDashboard web | spec.allowCrossNamespaceImport | false | the Grafana that it selects is in another namespace",
    ]);
    expect(said(dashboardNotLoaded, custom({ json, allowCrossNamespaceImport: true }) + instance("shop"))).toEqual([]);
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
      "GrafanaDashboard web | spec.json | it is no dashboard",
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
