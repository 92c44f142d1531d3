import { expect, it } from "vitest";
import { dashboardDoesNotParse } from "../../../lib/verify/rules/dashboard-does-not-parse.ts";
import { dataSourcesConflict } from "../../../lib/verify/rules/data-sources-conflict.ts";
import { said } from "../given.ts";
import { type Fields, object } from "./dashboard-objects.ts";

const provisioning = "/etc/grafana/provisioning";
const folders = { sources: `${provisioning}/datasources`, providers: `${provisioning}/dashboards`, boards: "/boards" };
const grafana = (beside: readonly Fields[] = [], name = "grafana") => {
  const volumes = Object.keys(folders).map((volume) => ({ name: volume, configMap: { name: volume } }));
  const volumeMounts = Object.entries(folders).map(([volume, mountPath]) => ({ name: volume, mountPath }));
  const own = { name: "grafana", image: "grafana/grafana:12.0.0", volumeMounts };
  return object("v1", "Pod", name, { spec: { containers: [own, ...beside], volumes } });
};
const source = (name: string, more: Fields = {}) => ({ name, type: "prometheus", uid: name.toLowerCase(), ...more });
const sources = (list: readonly Fields[], name = "sources", metadata: Fields = {}) =>
  object("v1", "ConfigMap", name, { data: { [`${name}.yaml`]: JSON.stringify({ datasources: list }) } }, metadata);
const field = 'ConfigMap sources | data["sources.yaml"].datasources[1]';
const one = source("One", { isDefault: true });

it("is content with one default for each organisation", () =>
  expect(
    said(dataSourcesConflict, grafana() + sources([one, source("Two"), { ...one, orgId: 2 }, source("Three")])),
  ).toEqual([]));

it("takes no ConfigMap that is written twice for two", () =>
  expect(said(dataSourcesConflict, grafana() + sources([one]) + sources([one]))).toEqual([]));

it.each([
  [
    "a second default",
    { isDefault: true },
    'isDefault | true | data source "One" of ConfigMap monitoring/sources is the default already',
  ],
  ["a uid", { uid: "one" }, 'uid | one | data source "One" of ConfigMap monitoring/sources has this uid already'],
  ["a name", { name: "One" }, 'name | One | data source "One" of ConfigMap monitoring/sources has this name already'],
])("finds %s", (_, more, finding) =>
  expect(said(dataSourcesConflict, grafana() + grafana([], "second") + sources([one, source("Two", more)]))).toEqual([
    `${field}.${finding}`,
  ]),
);

it("reads what is mounted for Grafana, or collected by its side-car", () => {
  const sidecar = {
    name: "sources",
    image: "kiwigrid/k8s-sidecar:2",
    env: [{ name: "LABEL", value: "own_datasource" }],
  };
  const two = source("Two", { isDefault: true });
  const beside = sources([one]) + sources([two], "more", { labels: { own_datasource: "1" } });
  expect(said(dataSourcesConflict, grafana() + beside)).toEqual([]);
  expect(said(dataSourcesConflict, grafana([sidecar]) + beside)).toEqual([
    'ConfigMap more | data["more.yaml"].datasources[0].isDefault | true | data source "One" of ConfigMap monitoring/sources is the default already',
  ]);
});

it("finds a broken dashboard where a provider of Grafana reads, and no other", () => {
  const providers = object("v1", "ConfigMap", "providers", {
    data: { "all.yaml": '{"providers":[{"name":"all","options":{"path":"/boards"}}]}' },
  });
  const boards = (name: string) => object("v1", "ConfigMap", name, { data: { "a.json": "{", "b.json": "{}" } });
  expect(said(dashboardDoesNotParse, grafana() + providers + sources([one]) + boards("other"))).toEqual([]);
  expect(said(dashboardDoesNotParse, grafana() + providers + sources([one]) + boards("boards"))).toEqual([
    expect.stringContaining('ConfigMap boards | data["a.json"] | { | it is no dashboard: '),
  ]);
});
