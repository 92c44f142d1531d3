import { expect, it } from "vitest";
import { serviceSelectsNoPod } from "../../../lib/verify/rules/service-selects-no-pod.ts";
import { said } from "../given.ts";

const given = (app: string) => `
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: ${app} } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec: { template: { metadata: { labels: { app: web, tier: front } } } }
`;

it("is content where pods have the labels", () => expect(said(serviceSelectsNoPod, given("web"))).toEqual([]));

it("finds labels that no pod has, and the near ones", () =>
  expect(said(serviceSelectsNoPod, given("wep"))).toEqual([
    "Service web | spec.selector | app=wep | no pod of namespace shop has these labels: did you mean app=web?",
  ]));

it("means pods by what tells them apart", () => {
  const shared = given("execution").replace(
    "app: execution }",
    "app: execution, tier: front, part-of: shop-of-somebody }",
  );
  const pods = shared.replace("tier: front } }", "tier: front, part-of: shop-of-somebody } }");
  expect(said(serviceSelectsNoPod, pods)[0]).toMatch(/has these labels$/);
  expect(said(serviceSelectsNoPod, pods.replace("app: execution", "app: wep"))[0]).toMatch(/: did you mean app=web\?$/);
});

it("is uncertain where no pods are given", () =>
  expect(said(serviceSelectsNoPod, given("web").split("---")[0] ?? "")[0]).toMatch(/^\(/));

it("is uncertain where the namespace is another's and no pod resembles what is meant, unless all are given", () => {
  const other = given("web").replace("selector: { app:", "selector: { prometheus:");
  expect(said(serviceSelectsNoPod, other)[0]).toMatch(/^\(/);
  expect(said(serviceSelectsNoPod, other, { complete: true })[0]).toMatch(/^Service/);
  expect(said(serviceSelectsNoPod, given("prometheus"))[0]).toMatch(/^Service/);
});

it("knows the name that a StatefulSet gives to each of its pods as a label", () => {
  const one = (name: string) => `
apiVersion: v1
kind: Service
metadata: { name: one, namespace: shop }
spec: { selector: { app: redis, statefulset.kubernetes.io/pod-name: ${name} } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: redis, namespace: shop }
spec: { template: { metadata: { labels: { app: redis } } } }
`;
  expect(said(serviceSelectsNoPod, one("redis-0"))).toEqual([]);
  expect(said(serviceSelectsNoPod, one("other-0"))).toHaveLength(1);
});

it.each([
  ["v1", "ReplicationController"],
  ["argoproj.io/v1alpha1", "Rollout"],
])("knows the pods of %s %s", (apiVersion, kind) =>
  expect(said(serviceSelectsNoPod, given("web").replace("apps/v1", apiVersion).replace("Deployment", kind))).toEqual(
    [],
  ),
);

it("does not know all of the cluster's own pods", () => {
  const ofCluster = given("web")
    .replaceAll("shop", "kube-system")
    .replace("selector: { app: web", "selector: { k8s-app: kube-dns");
  expect(said(serviceSelectsNoPod, ofCluster, { complete: true })[0]).toMatch(/^\(/);
});

it("proposes no label that a pod lacks", () =>
  expect(
    said(serviceSelectsNoPod, given("web").replace("app: web }", "app: web, role: a }"), { complete: true }),
  ).toEqual(["Service web | spec.selector | app=web,role=a | no pod of namespace shop has these labels"]));

it("is uncertain of a label that a program may give to its pods, and of what a chart makes", () => {
  const leading = given("web").replace("app: web }", "app: web, role: leader }");
  const role = (verb: string, group = "", resource = "pods") => `---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: web, namespace: shop }
rules: [{ apiGroups: ["${group}"], resources: [${resource}], verbs: [${verb}] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: web, namespace: shop }
roleRef: { kind: Role, name: web }
subjects: [{ kind: ServiceAccount, name: default }]
`;
  const later = /\| Deployment shop\/web may make pods in namespace shop, or label those there are\)$/;
  expect(said(serviceSelectsNoPod, leading + role("patch"))[0]).toMatch(later);
  expect(said(serviceSelectsNoPod, leading + role("create", "batch", "jobs"))[0]).toMatch(later);
  expect(said(serviceSelectsNoPod, leading + role("get"))[0]).toMatch(/^Service/);
  expect(said(serviceSelectsNoPod, leading.replace("role: leader", "tier: back") + role("patch"))[0]).toMatch(
    /^Service/,
  );
  expect(said(serviceSelectsNoPod, leading, { leftOut: "chart web is left out" })[0]).toMatch(
    /\| chart web is left out\)$/,
  );
});
