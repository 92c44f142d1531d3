import { expect, it } from "vitest";
import { parse } from "../../../lib/verify/input/parse.ts";
import { readObject } from "../../../lib/verify/model/read-object.ts";
import { addressUnknown } from "../../../lib/verify/rules/address-unknown.ts";
import { duplicateObject } from "../../../lib/verify/rules/duplicate-object.ts";
import { ingressWithoutBackend } from "../../../lib/verify/rules/ingress-without-backend.ts";
import { missingKey } from "../../../lib/verify/rules/missing-key.ts";
import { missingParent } from "../../../lib/verify/rules/missing-parent.ts";
import { monitorPortUnknown } from "../../../lib/verify/rules/monitor-port-unknown.ts";
import { said } from "../given.ts";

/** The objects of some texts, a file each. */
const files = (...texts: readonly string[]) =>
  texts.flatMap((text, index) =>
    parse(`${index}.yaml`, text).flatMap(({ value, line }) => readObject(value, { file: `${index}.yaml`, line })),
  );

const settings = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: shop }\n";
const item = "{ apiVersion: v1, kind: ConfigMap, metadata: { name: one } }";
const both = (one: string, other: string) => said(duplicateObject, `${one}---\n${other}`);

it.each([
  ["namespace", settings.replace("shop", "bank")],
  ["name", settings.replace("settings", "others")],
  ["kind", settings.replace("ConfigMap", "Secret")],
  ["group", settings.replace("v1", "example.com/v1")],
])("lets two objects stand that differ in %s", (_, other) => expect(both(settings, other)).toEqual([]));

it("lets objects stand that get their names when they are made", () => {
  const job = "apiVersion: batch/v1\nkind: Job\nmetadata: { generateName: migrate- }\n";
  expect(both(job, job)).toEqual([]);
});

it("finds the second of two, in another version as well", () => {
  const old = "apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: { name: web }\n";
  expect(both(old, old.replace("v1beta1", "v1"))).toEqual([
    "PodDisruptionBudget web | metadata.name | web | an object of this name stands in case.yaml already",
  ]);
});

it("says which item of a List the first one is", () =>
  expect(said(duplicateObject, files(`apiVersion: v1\nkind: List\nitems: [${item}, ${item}]\n`))).toEqual([
    "ConfigMap one | metadata.name | one | an object of this name stands in 0.yaml:1 (items[0]) already",
  ]));

it("finds objects of kinds that no rule reads", () => {
  const certificate = "apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: { name: web }\n";
  expect(both(certificate, certificate)).toHaveLength(1);
});

it("leaves two files open unless both are applied", () => {
  const both = files(settings, settings);
  const found = "ConfigMap settings | metadata.name | settings | an object of this name stands in 0.yaml:1 already";
  expect(said(duplicateObject, both)).toEqual([
    `(${found} | the two files may be alternatives, or layers of one object)`,
  ]);
  expect(said(duplicateObject, both, { complete: true })).toEqual([found]);
});

const named = (kind: string, name: string) => `kind: ${kind}\nmetadata: { name: ${name}, namespace: shop }\n`;
const pod = (fields: string) =>
  `apiVersion: v1\n${named("Pod", "web")}spec: { containers: [{ name: web, env: [{ ${fields} }] }] }\n`;
const service = `apiVersion: v1\n${named("Service", "shop")}spec: { ports: [{ name: http, port: 80 }] }\n`;
const gateway = `apiVersion: gateway.networking.k8s.io/v1\n${named("Gateway", "shop")}spec: { listeners: [{ name: http, port: 80 }] }\n`;

it.each([
  [
    missingKey,
    pod("valueFrom: { configMapKeyRef: { name: settings, key: colour } }"),
    `${settings}data: { size: "1" }\n`,
  ],
  [addressUnknown, pod("value: shop.shop.svc:8080"), service],
  [
    ingressWithoutBackend,
    `apiVersion: networking.k8s.io/v1\n${named("Ingress", "web")}spec: { defaultBackend: { service: { name: shop, port: { number: 8080 } } } }\n`,
    service,
  ],
  [
    monitorPortUnknown,
    `apiVersion: monitoring.coreos.com/v1\n${named("ServiceMonitor", "web")}spec: { selector: {}, endpoints: [{ port: metrics }] }\n`,
    service,
  ],
  [
    missingParent,
    `apiVersion: gateway.networking.k8s.io/v1\n${named("HTTPRoute", "web")}spec: { parentRefs: [{ name: shop, sectionName: https }] }\n`,
    gateway,
  ],
])("lets what one file lacks be in another: $id", (rule, asking, lacking) => {
  const [found, ...more] = said(rule, files(asking, lacking));
  expect(more).toEqual([]);
  expect(found).toMatch(/^\w+ web/);
  expect(said(rule, files(asking, lacking, lacking), { complete: true })).toEqual([found]);
  expect(said(rule, files(asking, lacking, lacking))).toEqual([
    expect.stringMatching(/^\(.* \| \w+ shop\/\w+ is written in another file as well\)$/),
  ]);
});
