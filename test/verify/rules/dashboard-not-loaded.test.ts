import { describe, expect, it } from "vitest";
import { dashboardNotLoaded } from "../../../lib/verify/rules/dashboard-not-loaded.ts";
import { said } from "../given.ts";
import { configMap, type Fields, object } from "./dashboard-objects.ts";

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

  it("is uncertain where a Grafana that says no namespace mounts it", () => {
    const volumes = [{ name: "a", configMap: { name: "one" } }];
    const mounting = pod({ containers: [grafana], volumes });
    const unplaced = mounting.replace(/"namespace":"[^"]*"/, '"generateName":"a"');
    const elsewhere = mounting.replace(/"namespace":"[^"]*"/, '"namespace":"default"');
    expect(said(dashboardNotLoaded, configMap() + unplaced)).toEqual([
      `(${bare} | Pod grafana mounts it and says no namespace, so it may be applied to this one)`,
    ]);
    expect(said(dashboardNotLoaded, configMap() + elsewhere)).toEqual([bare]);
  });

  it("is uncertain where a container beside Grafana may load it", () => {
    const beside = (name: string, image = "loader") => pod({ containers: [grafana, { name, image }] });
    expect(said(dashboardNotLoaded, configMap() + beside("dashboard-loader"))).toEqual([
      `(${bare} | container dashboard-loader beside Grafana may load it)`,
    ]);
    expect(said(dashboardNotLoaded, configMap() + beside("proxy"))).toEqual([bare]);
    expect(said(dashboardNotLoaded, configMap() + beside("dashboards", "kiwigrid/k8s-sidecar:2"))).toEqual([bare]);
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

  it("takes one that one of several providers reads", () => {
    const other = provider("/other").replaceAll('"provider"', '"more"');
    const both = mounting({ mountPath: "/dashboards" })
      .replace('"volumes":[', '"volumes":[{"name":"more","configMap":{"name":"more"}},')
      .replace('"volumeMounts":[', '"volumeMounts":[{"name":"more","mountPath":"/etc/grafana/provisioning/more"},');
    const given = (path: string) => said(dashboardNotLoaded, configMap() + provider(path) + other + both);
    expect(given("/dashboards")).toEqual([]);
    expect(given("/dashboard")).toEqual([expect.stringContaining("reads /other")]);
  });

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
