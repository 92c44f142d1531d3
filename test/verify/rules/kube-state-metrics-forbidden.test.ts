import { expect, it } from "vitest";
import { kubeStateMetricsForbidden } from "../../../lib/verify/rules/kube-state-metrics-forbidden.ts";
import { said } from "../given.ts";

const given = (resources: string, ...args: string[]) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ksm, namespace: monitoring }
spec:
  template:
    spec:
      serviceAccountName: ksm
      containers:
        - { name: k, image: "registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.20.0", args: [${args.join()}] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: ksm }
rules: [{ apiGroups: ["", apps], resources: [${resources}], verbs: [list, watch] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: ksm }
roleRef: { kind: ClusterRole, name: ksm }
subjects: [{ kind: ServiceAccount, name: ksm, namespace: monitoring }]
`;
const some = '"--resources=pods,deployments"';

it("is content with the resources that it is asked for", () =>
  expect(said(kubeStateMetricsForbidden, given("pods, deployments", some))).toEqual([]));

it("asks for none where only states of custom resources are told", () =>
  expect(said(kubeStateMetricsForbidden, given("", '"--custom-resource-state-only=true"'))).toEqual([]));

it("finds one that the role lacks", () =>
  expect(said(kubeStateMetricsForbidden, given("pods", some))).toEqual([
    "Deployment ksm | spec.template.spec.containers[0].args[0] | deployments | ServiceAccount monitoring/ksm may not list and watch it in all namespaces",
  ]));

it("follows roles that are gathered from others, which may be gathered themselves", () => {
  const gathered = (name: string, from: string, label: string) => `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: ${name}, labels: { for: ${label} } }
aggregationRule: { clusterRoleSelectors: [{ matchLabels: { for: ${from} } }] }
---`;
  const rules = given("pods, deployments", some).replace(
    "metadata: { name: ksm }",
    "metadata: { name: own, labels: { for: both } }",
  );
  expect(
    said(kubeStateMetricsForbidden, gathered("ksm", "some", "all") + gathered("some", "both", "some") + rules),
  ).toEqual([]);
  expect(
    said(kubeStateMetricsForbidden, gathered("ksm", "some", "all") + gathered("some", "all", "some") + rules),
  ).toHaveLength(2);
});

it("asks for many where nobody says which", () =>
  expect(said(kubeStateMetricsForbidden, given('"*"')).map((line) => line.split(" | ")[2])).toContain("jobs"));

it.each([
  ["v2.20.0", ["endpointslices", "validatingadmissionpolicies"]],
  ["v2.19.1", ["endpointslices"]],
  // Between 2.13 and 2.18 nobody has looked.
  ["v2.16.0", []],
])("knows of what version %s tells unasked", (version, more) => {
  const missing = said(kubeStateMetricsForbidden, given('"*"').replace("v2.20.0", version)).map(
    (line) => line.split(" | ")[2],
  );
  expect(["endpointslices", "validatingadmissionpolicies"].filter((name) => missing.includes(name))).toEqual(more);
});

it("leaves one alone that looks at some namespaces only", () =>
  expect(said(kubeStateMetricsForbidden, given("pods", some, "--namespaces=shop"))).toEqual([]));

it("is uncertain where nothing is bound", () => {
  const [alone = ""] = given("pods", some).split("---");
  expect(said(kubeStateMetricsForbidden, alone)).toHaveLength(2);
  expect(said(kubeStateMetricsForbidden, alone).every((line) => line.startsWith("("))).toBe(true);
});

it("is uncertain where the account names no namespace and the binding does", () => {
  const unplaced = given("pods", some).replace("name: ksm, namespace: monitoring }\nspec", "name: ksm }\nspec");
  const other = `---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: ksm }
roleRef: { kind: ClusterRole, name: ksm }
subjects: [{ kind: ServiceAccount, name: ksm }]
`;
  const lines = said(kubeStateMetricsForbidden, unplaced + other);
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) expect(line).toMatch(/^\(.* \| not all of its bindings and roles are among the objects\)$/);
  expect(said(kubeStateMetricsForbidden, unplaced + other, { complete: true })[0]).toMatch(/^Deployment/);
});
