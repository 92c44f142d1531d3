import { expect, it } from "vitest";
import { policySelectsNoPod } from "../../../lib/verify/rules/policy-selects-no-pod.ts";
import { said } from "../given.ts";
import { policy, scraping } from "./monitoring-objects.ts";

const given = (app: string, namespace = "shop") =>
  scraping + policy("web", namespace, `podSelector: { matchLabels: { app: ${app} } }`);

it("is content where it selects pods", () => expect(said(policySelectsNoPod, given("web"))).toEqual([]));

it("is content with a policy for all pods to come", () =>
  expect(said(policySelectsNoPod, policy("all", "empty", "podSelector: {}"))).toEqual([]));

it("finds labels that no pod has", () =>
  expect(said(policySelectsNoPod, given("wep"))).toEqual([
    "NetworkPolicy web | spec.podSelector | app=wep | no pod of namespace shop has these labels",
  ]));

it("finds pods that no policy binds", () =>
  expect(
    said(policySelectsNoPod, given("web").replace("spec: { containers", "spec: { hostNetwork: true, containers")),
  ).toEqual([
    "NetworkPolicy web | spec.podSelector | app=web | all pods with these labels are on the network of their host, where most networks leave them out of policies: restrict them with the firewall of the nodes, or take them off hostNetwork",
  ]));

it("knows the pods that cert-manager makes", () =>
  expect(
    said(
      policySelectsNoPod,
      scraping + policy("acme", "shop", "podSelector: { matchLabels: { acme.cert-manager.io/http01-solver: 'true' } }"),
      { complete: true },
    ),
  ).toEqual([expect.stringMatching(/^\(.*cert-manager makes such pods while it answers a challenge\)$/)]));

it("is uncertain where no pods are given", () =>
  expect(said(policySelectsNoPod, policy("web", "other", "podSelector: { matchLabels: { app: web } }"))).toEqual([
    "(NetworkPolicy web | spec.podSelector | app=web | no pod of namespace other has these labels | namespace other is not among the objects, so it may hold more than they say)",
  ]));

const operator = `
apiVersion: v1
kind: Pod
metadata: { name: operator, namespace: shop, labels: { app: operator } }
spec: { serviceAccountName: operator, containers: [{ name: operator, image: IMAGE }] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: operator }
rules: [{ apiGroups: [apps], resources: [statefulsets], verbs: ["*"] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: operator }
roleRef: { kind: ClusterRole, name: operator }
subjects: [{ kind: ServiceAccount, name: operator, namespace: shop }]
---
`;

it("is uncertain where a program may make the pods, unless the label is that of another pod but for a letter", () => {
  const some = operator.replace("IMAGE", "store-operator:1");
  expect(said(policySelectsNoPod, given("store-of-operator") + some)).toEqual([
    "(NetworkPolicy web | spec.podSelector | app=store-of-operator | no pod of namespace shop has these labels | Pod shop/operator may make pods in namespace shop, or label those there are)",
  ]);
  expect(said(policySelectsNoPod, given("wep") + some)[0]).toMatch(/^NetworkPolicy/);
});

it("knows the pods that prometheus-operator makes", () => {
  const known = operator.replace("IMAGE", "quay.io/prometheus-operator/prometheus-operator:v0.94.0");
  expect(said(policySelectsNoPod, given("store-of-operator") + known)[0]).toMatch(/^NetworkPolicy/);
});

const stranger = (apiVersion: string, kind: string) =>
  `---\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: other, namespace: shop }\n`;

it.each([
  ["example.org/v1", "Database", /^\(.* \| objects of kinds that are not known may make pods in namespace shop\)$/],
  ["argoproj.io/v1alpha1", "AnalysisTemplate", /^NetworkPolicy/],
  ["policy/v1beta1", "PodSecurityPolicy", /^NetworkPolicy/],
])("asks whether the kinds there may make pods: %s %s", (apiVersion, kind, line) =>
  expect(said(policySelectsNoPod, given("shop") + stranger(apiVersion, kind))).toEqual([expect.stringMatching(line)]),
);

it.each([
  ["CronJob", "backup-29000000", []],
  ["CronJob", "backup", [expect.stringMatching(/ no pod of namespace shop /)]],
  ["CronJob", "other-29000000", [expect.stringMatching(/ no pod of namespace shop /)]],
  ["Job", "backup", []],
  ["Job", "backup-29000000", [expect.stringMatching(/ no pod of namespace shop /)]],
  ["Deployment", "backup", [expect.stringMatching(/ no pod of namespace shop /)]],
])("knows which jobs a %s makes: %s", (kind, job, lines) => {
  const spec = "template: { spec: { containers: [{ name: c, image: c }] } }";
  const owner = `apiVersion: ${kind === "Deployment" ? "apps/v1" : "batch/v1"}
kind: ${kind}
metadata: { name: backup, namespace: shop }
spec: { ${kind === "CronJob" ? `jobTemplate: { spec: { ${spec} } }` : spec} }
---
`;
  const bound = policy("one", "shop", `podSelector: { matchLabels: { job-name: ${job} } }`);
  expect(said(policySelectsNoPod, scraping + owner + bound)).toEqual(lines);
});
