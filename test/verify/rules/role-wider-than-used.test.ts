import { expect, it } from "vitest";
import { roleWiderThanUsed } from "../../../lib/verify/rules/role-wider-than-used.ts";
import { said } from "../given.ts";

interface Given {
  readonly rules: string;
  readonly version?: string;
  readonly args?: string;
  readonly more?: string;
}

const bound = (rules: string, subject = "{ kind: ServiceAccount, name: own, namespace: monitoring }") => `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: own }
rules: [${rules}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: own }
roleRef: { kind: ClusterRole, name: own }
subjects: [${subject}]
---
`;

const pods = (image: string, args = "", more = "", name = "state") => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: monitoring }
spec:
  template:
    spec:
      serviceAccountName: own
      containers: [{ name: state, image: "${image}", args: [${args}] } ${more}]
---
`;

const state = ({ rules, version = "v2.20.0", args = "", more = "" }: Given) =>
  said(roleWiderThanUsed, bound(rules) + pods(`registry.k8s.io/kube-state-metrics:${version}`, args, more));

const reading = (resources: string) => `{ apiGroups: ["*"], resources: [${resources}], verbs: [list, watch] }`;
const line = (value: string, what: string) => [
  `ClusterRole own | rules[0] | ${value} | Deployment monitoring/state does not ${what}`,
];

it("finds what kube-state-metrics is not asked to tell of", () => {
  const args = '"--resources=pods,jobs"';
  expect(state({ rules: reading("pods, jobs"), args })).toEqual([]);
  expect(state({ rules: reading("pods, secrets"), args })).toEqual(line("secrets", "read this"));
  expect(state({ rules: reading("pods, secrets, roles") })).toEqual(line("roles", "read this"));
});

it("knows of what each version tells unasked, and doubts for the role where it does not", () => {
  const rules = reading("endpoints, endpointslices, validatingadmissionpolicies");
  expect(state({ rules })).toEqual(line("endpoints", "read this"));
  expect(state({ rules, version: "v2.19.1" })).toEqual(line("endpoints, validatingadmissionpolicies", "read these"));
  expect(state({ rules, version: "v2.13.0" })).toEqual(
    line("endpointslices, validatingadmissionpolicies", "read these"),
  );
  expect(state({ rules, version: "v2.16.0" })).toEqual(line("validatingadmissionpolicies", "read this"));
  expect(state({ rules, version: "main" })).toEqual([]);
});

it("finds what no reader does", () =>
  expect(state({ rules: "{ apiGroups: [apps], resources: [deployments], verbs: [list, patch, delete] }" })).toEqual(
    line("deployments", "patch or delete this"),
  ));

it("leaves alone what a proxy asks, other programs, shards and shared accounts", () => {
  const proxy = `, { name: proxy, image: "quay.io/brancz/kube-rbac-proxy:v0.20.0" }`;
  const asks = "{ apiGroups: [authentication.k8s.io], resources: [tokenreviews], verbs: [create] }";
  expect(state({ rules: asks, more: proxy })).toEqual([]);
  expect(state({ rules: reading("roles"), more: proxy })).toHaveLength(1);
  expect(state({ rules: reading("roles"), more: `, { name: other, image: "other:1" }` })).toEqual([]);
  expect(state({ rules: reading("roles"), args: '"--pod=$(POD)"' })).toEqual([]);
  expect(state({ rules: reading("roles"), args: '"--custom-resource-state-config-file=/c"' })).toEqual([]);
  const image = "registry.k8s.io/kube-state-metrics:v2.20.0";
  expect(said(roleWiderThanUsed, bound(reading("roles")) + pods(image) + pods(image, "", "", "second"))).toEqual([]);
  expect(
    said(roleWiderThanUsed, bound(reading("roles"), "{ kind: Group, name: system:authenticated }") + pods(image)),
  ).toEqual([]);
});

it("knows what Prometheus reads", () => {
  const prometheus = (more = "") => `
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata: { name: main, namespace: monitoring }
spec: { serviceAccountName: own, containers: [${more}] }
---
`;
  const usual = `${reading("pods, services, endpointslices")}, { apiGroups: [""], resources: [nodes/metrics], verbs: [get] }, { nonResourceURLs: [/metrics], verbs: [get] }`;
  expect(said(roleWiderThanUsed, bound(usual) + prometheus())).toEqual([]);
  expect(said(roleWiderThanUsed, bound(`${usual}, ${reading("secrets, configmaps")}`) + prometheus())).toEqual([
    "ClusterRole own | rules[3] | secrets, configmaps | Prometheus monitoring/main does not read these",
  ]);
  expect(
    said(roleWiderThanUsed, bound(reading("secrets")) + prometheus('{ name: side-car, image: "other:1" }')),
  ).toEqual([]);
});
