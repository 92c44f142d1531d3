import { expect, it } from "vitest";
import { missingConfigMap } from "../../../lib/verify/rules/missing-config-map.ts";
import { missingKey } from "../../../lib/verify/rules/missing-key.ts";
import { missingSecret } from "../../../lib/verify/rules/missing-secret.ts";
import { said } from "../given.ts";
import { shop } from "./monitoring-objects.ts";

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

it("is not sure of what the makers of a cluster keep", () => {
  const given = (namespace: string) => `
apiVersion: v1
kind: ConfigMap
metadata: { name: coredns, namespace: ${namespace} }
data: { Corefile: "." }
---
apiVersion: v1
kind: Pod
metadata: { name: coredns, namespace: ${namespace} }
spec: { volumes: [{ name: config, configMap: { name: coredns, items: [{ key: NodeHosts, path: NodeHosts }] } }] }
`;
  expect(said(missingKey, given("kube-system"))).toEqual([
    expect.stringMatching(/^\(.*may add it in namespace kube-system\)$/),
  ]);
  expect(said(missingKey, given("shop"))).toEqual([expect.stringMatching(/^Pod coredns/)]);
  expect(said(missingKey, given("default"))).toEqual([expect.stringMatching(/^Pod coredns/)]);
});

const alternative = (keys: string) => `
apiVersion: v1
kind: Secret
metadata: { name: password, namespace: shop }
stringData: { ${keys} }
---`;

it("takes the keys of all that make it, which may be alternatives", () => {
  expect(said(missingKey, alternative("local: x") + given("password", "value"))).toEqual([]);
  expect(said(missingKey, alternative("local: x") + given("password", "local"))).toEqual([]);
  expect(said(missingKey, alternative("local: x") + given("password", "other"))).toHaveLength(1);
});

it("does not know the keys where one of those that make it does not tell", () => {
  const open = given("password", "other").replace("data: [{ secretKey: value }]", "dataFrom: [{}]");
  expect(said(missingKey, alternative("local: x") + open)).toEqual([]);
});

it("knows the keys of a Secret that a ServiceAccount names as well", () => {
  const account =
    "\napiVersion: v1\nkind: ServiceAccount\nmetadata: { name: a, namespace: shop }\nsecrets: [{ name: password }]\n---";
  expect(said(missingKey, account + alternative("local: x") + given("password", "other"))).toHaveLength(1);
});

it("is certain that a Secret is missing in a complete input only", () => {
  const finding = `Pod web | ${field} | passwords | no Secret of namespace shop has this name, and nothing makes one: did you mean password?`;
  expect(said(missingSecret, given("passwords", "value"), { complete: true })).toEqual([finding]);
  expect(said(missingSecret, given("passwords", "value"))).toEqual([
    `(${finding} | a Secret is often made by hand or by a controller)`,
  ]);
});

const made = (kind: string, name: string, spec = "") => `
apiVersion: example.com/v1
kind: ${kind}
metadata: { name: ${name}, namespace: shop }
spec: { ${spec} }
---`;
const reading = (name: string) =>
  `${shop(`serviceAccountName: web, containers: [{ name: web, envFrom: [{ configMapRef: { name: ${name} } }] }]`)}---`;

it.each([
  ["is named like it", made("Database", "store-settings")],
  ["begins its name", made("Database", "store")],
  ["says its name", made("Database", "other", "target: store-settings")],
])("is uncertain about what may be made out of an object that %s", (_, object) =>
  expect(said(missingConfigMap, reading("store-settings") + object, { complete: true })[0]).toMatch(
    /\| it may be made out of Database shop\/(store-settings|store|other), whose kind is not known\)$/,
  ),
);

it("is certain where an object of a kind that is not known is another's", () =>
  expect(said(missingConfigMap, reading("store-settings") + made("Database", "stores"))[0]).toMatch(/^Pod/));

it("is uncertain about what a program of the namespace may make", () => {
  const role = (verb: string) => `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: web, namespace: shop }
rules: [{ apiGroups: [""], resources: [configmaps], verbs: [${verb}] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: web, namespace: shop }
roleRef: { kind: Role, name: web }
subjects: [{ kind: ServiceAccount, name: web }]
`;
  expect(said(missingConfigMap, reading("settings") + role("create"))[0]).toMatch(
    /\| Pod shop\/web may make configmaps in namespace shop\)$/,
  );
  expect(said(missingConfigMap, reading("settings") + role("get"))[0]).toMatch(/^Pod/);
});

it.each([
  ["an empty place", "data: {}", "the ConfigMap is empty, so somebody may fill it"],
  [
    "a key that an annotation promises",
    "data: { other: x }",
    "an annotation says its name, so a controller may add it",
  ],
  ["other keys", "data: { other: x }", undefined],
])("of %s it is as certain as it can be", (what, data, uncertain) => {
  const annotations = what.includes("annotation") ? 'example.com/generate: "token, password"' : "";
  const line =
    "Pod web | spec.containers[0].env[0].valueFrom.configMapKeyRef.key | password | ConfigMap shop/some has no such key";
  const objects = `
apiVersion: v1
kind: ConfigMap
metadata: { name: some, namespace: shop, annotations: { ${annotations} } }
${data}
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec: { containers: [{ name: web, env: [{ valueFrom: { configMapKeyRef: { name: some, key: password } } }] }] }
`;
  expect(said(missingKey, objects)).toEqual([uncertain === undefined ? line : `(${line} | ${uncertain})`]);
});

it.each([
  ["configMap: { name: some }", "settings.yaml", 0],
  ["configMap: { name: some }", "setting.yaml", 1],
  ["configMap: { name: some, optional: true }", "setting.yaml", 0],
  ["configMap: { name: some, items: [{ key: settings.yaml, path: own.yaml }] }", "own.yaml", 0],
  ["secret: { secretName: some }", "settings.yaml", 0],
  ["secret: { secretName: some }", "setting.yaml", 1],
  ["emptyDir: {}", "setting.yaml", 0],
])("takes the part of a volume that is mounted for a key: %s, %s", (volume, subPath, count) => {
  const store = (kind: string) => `
apiVersion: v1
kind: ${kind}
metadata: { name: some, namespace: shop }
data: { settings.yaml: "" }
---`;
  const objects = `${store("ConfigMap")}${store("Secret")}
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers: [{ name: web, volumeMounts: [{ name: files, mountPath: /etc/settings.yaml, subPath: ${subPath} }] }]
  volumes: [{ name: files, ${volume} }]
`;
  const kind = volume.startsWith("secret") ? "Secret" : "ConfigMap";
  const line = `Pod web | spec.containers[0].volumeMounts[0].subPath | setting.yaml | ${kind} shop/some has no such key: did you mean settings.yaml?`;
  expect(said(missingKey, objects)).toEqual(count === 0 ? [] : [line]);
  expect(said(missingConfigMap, objects)).toEqual([]);
});

it("finds the key with which an Alertmanager begins, in the Secret that the operator looks for", () => {
  const of = (key: string, spec = "{}") =>
    said(
      missingKey,
      `
apiVersion: monitoring.coreos.com/v1
kind: Alertmanager
metadata: { name: main, namespace: shop }
spec: ${spec}
---
apiVersion: v1
kind: Secret
metadata: { name: alertmanager-main, namespace: shop }
stringData: { ${key}: x }
`,
    );
  expect(of("alertmanager.yaml")).toEqual([]);
  expect(of("alertmanager.yml")).toEqual([
    "Alertmanager main | spec.configSecret.key | alertmanager.yaml | Secret shop/alertmanager-main has no such key: did you mean alertmanager.yml?",
  ]);
  // The operator makes this one itself, and reads it from nobody.
  expect(of("alertmanager.yaml.gz")).toHaveLength(1);
  expect(of("alertmanager.yml", "{ configSecret: other }")).toEqual([]);
  expect(of("alertmanager.yml", "{ alertmanagerConfiguration: { name: all } }")).toEqual([]);
});

it("leaves it to others that the whole Secret of an Alertmanager is missing", () =>
  expect(
    said(
      missingSecret,
      "{ apiVersion: monitoring.coreos.com/v1, kind: Alertmanager, metadata: { name: main, namespace: shop } }",
      { complete: true },
    ),
  ).toEqual([]));
