import { expect, it } from "vitest";
import { parse } from "../../../lib/verify/input/parse.ts";
import { readObject } from "../../../lib/verify/model/read-object.ts";
import { duplicateObject } from "../../../lib/verify/rules/duplicate-object.ts";
import { missingKey } from "../../../lib/verify/rules/missing-key.ts";
import { said } from "../given.ts";

const settings = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: shop }\n";
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

it("finds objects of kinds that no rule reads", () => {
  const certificate = "apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: { name: web }\n";
  expect(both(certificate, certificate)).toHaveLength(1);
});

it("leaves two files open unless both are applied", () => {
  const files = ["a.yaml", "b.yaml"].flatMap((file) =>
    parse(file, settings).flatMap(({ value, line }) => readObject(value, { file, line })),
  );
  const found = "ConfigMap settings | metadata.name | settings | an object of this name stands in a.yaml:1 already";
  expect(said(duplicateObject, files)).toEqual([
    `(${found} | the two files may be alternatives, or layers of one object)`,
  ]);
  expect(said(duplicateObject, files, { complete: true })).toEqual([found]);
});

it("lets what one file lacks be in another", () => {
  const pod =
    "apiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: shop }\nspec: { containers: [{ name: web, env: [{ valueFrom: { configMapKeyRef: { name: settings, key: colour } } }] }] }\n";
  const full = `${settings}data: { size: "1" }\n`;
  const files = (...texts: readonly string[]) =>
    texts.flatMap((text, index) =>
      parse(`${index}.yaml`, text).flatMap(({ value, line }) => readObject(value, { file: `${index}.yaml`, line })),
    );
  const found =
    "Pod web | spec.containers[0].env[0].valueFrom.configMapKeyRef.key | colour | ConfigMap shop/settings has no such key";
  expect(said(missingKey, files(pod, full))).toEqual([found]);
  expect(said(missingKey, files(pod, full, full), { complete: true })).toEqual([found]);
  expect(said(missingKey, files(pod, full, full))).toEqual([
    `(${found} | ConfigMap shop/settings is written in another file as well)`,
  ]);
});
