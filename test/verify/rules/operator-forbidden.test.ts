import { expect, it } from "vitest";
import { operatorForbidden } from "../../../lib/verify/rules/operator-forbidden.ts";
import { said } from "../given.ts";
import { scraping } from "./monitoring-objects.ts";

const operator = (...args: string[]) => `${scraping}
apiVersion: apps/v1
kind: Deployment
metadata: { name: operator, namespace: monitoring }
spec:
  template:
    spec:
      serviceAccountName: operator
      containers: [{ name: o, image: "quay.io/prometheus-operator/prometheus-operator:v0.94.1", args: [${args.join()}] }]
---
`;
const bound = (kind: "" | "Cluster", resources: string, where = "") => `
apiVersion: rbac.authorization.k8s.io/v1
kind: ${kind}Role
metadata: { name: operator${where} }
rules:
  - { apiGroups: [monitoring.coreos.com], resources: [${resources}], verbs: ["*"] }
  - { apiGroups: ["", apps], resources: [secrets, statefulsets], verbs: ["*"] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ${kind}RoleBinding
metadata: { name: operator${where} }
roleRef: { kind: ${kind}Role, name: operator }
subjects: [{ kind: ServiceAccount, name: operator, namespace: monitoring }]
---
`;
const forbidden = (what: string) =>
  `Deployment operator | spec.template.spec.serviceAccountName | operator | it may not list and watch ${what}`;

it("is content with what the kinds that there are need", () =>
  expect(said(operatorForbidden, operator() + bound("Cluster", "prometheuses, servicemonitors"))).toEqual([]));

it("finds a kind that it may not read", () =>
  expect(said(operatorForbidden, operator() + bound("Cluster", "prometheuses"))).toEqual([
    forbidden("servicemonitors in all namespaces"),
  ]));

it("looks for Prometheus only where its flags let it", () => {
  const restricted = operator("--prometheus-instance-namespaces=monitoring", '"--namespaces=shop,monitoring"');
  const there = ["monitoring", "shop"].map((namespace) =>
    bound("", namespace === "shop" ? "servicemonitors" : "prometheuses, servicemonitors").replaceAll(
      "metadata: { name: operator",
      `metadata: { namespace: ${namespace}, name: operator`,
    ),
  );
  expect(said(operatorForbidden, restricted + there.join(""))).toEqual([]);
  expect(said(operatorForbidden, restricted + there[0])).toEqual([forbidden("servicemonitors in namespace shop")]);
});

it("is uncertain where nothing is bound", () => {
  expect(said(operatorForbidden, operator()).every((line) => line.startsWith("("))).toBe(true);
  expect(said(operatorForbidden, operator(), { complete: true })).toHaveLength(4);
});
