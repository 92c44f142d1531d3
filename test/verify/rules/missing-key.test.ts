import { expect, it } from "vitest";
import { missingConfigMap } from "../../../lib/verify/rules/missing-config-map.ts";
import { missingKey } from "../../../lib/verify/rules/missing-key.ts";
import { missingSecret } from "../../../lib/verify/rules/missing-secret.ts";
import { said } from "../given.ts";

const given = (store: string, key: string) => `
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: source, namespace: shop }
spec: { target: { name: password }, data: [{ secretKey: value }] }
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec: { containers: [{ name: web, env: [{ valueFrom: { secretKeyRef: { name: ${store}, key: ${key} } } }] }] }
`;
const field = "spec.containers[0].env[0].valueFrom.secretKeyRef";

it("is content with a key that an ExternalSecret fetches", () => {
  expect(said(missingKey, given("password", "value"))).toEqual([]);
  expect(said(missingSecret, given("password", "value"), { complete: true })).toEqual([]);
  expect(said(missingConfigMap, given("password", "value"))).toEqual([]);
});

it("finds a key that it does not fetch", () =>
  expect(said(missingKey, given("password", "values"))).toEqual([
    `Pod web | ${field}.key | values | ExternalSecret shop/source has no such key: did you mean value?`,
  ]));

it("is certain that a Secret is missing in a complete input only", () => {
  const finding = `Pod web | ${field} | passwords | no Secret of namespace shop has this name, and nothing makes one: did you mean password?`;
  expect(said(missingSecret, given("passwords", "value"), { complete: true })).toEqual([finding]);
  expect(said(missingSecret, given("passwords", "value"))).toEqual([
    `(${finding} | a Secret is often made by hand or by a controller)`,
  ]);
});
