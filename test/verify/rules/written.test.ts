import { expect, it } from "vitest";
import { apiVersionNotServed } from "../../../lib/verify/rules/api-version-not-served.ts";
import { apiVersionRemoved } from "../../../lib/verify/rules/api-version-removed.ts";
import { labelInvalid } from "../../../lib/verify/rules/label-invalid.ts";
import { nameInvalid } from "../../../lib/verify/rules/name-invalid.ts";
import { namespaceWithoutSecurityLevel } from "../../../lib/verify/rules/namespace-without-security-level.ts";
import { objectTooLarge } from "../../../lib/verify/rules/object-too-large.ts";
import { rolePermitsEverything } from "../../../lib/verify/rules/role-permits-everything.ts";
import { roleReadsAllSecrets } from "../../../lib/verify/rules/role-reads-all-secrets.ts";
import { securityLevelUnknown } from "../../../lib/verify/rules/security-level-unknown.ts";
import { tooLargeForClientSideApply } from "../../../lib/verify/rules/too-large-for-client-side-apply.ts";
import { said } from "../given.ts";
import { each, object } from "./table.ts";

const cluster = (apiVersion: string, kind: string, name: string, rest = "", labels = "") =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: "${name}", labels: { ${labels} } }\n${rest}\n---\n`;
const namespace = (labels: string) => cluster("v1", "Namespace", "shop", "", labels);
const rbac = "rbac.authorization.k8s.io/v1";
const role = (rule: string) => cluster(rbac, "ClusterRole", "reader", `rules: [{ ${rule} }]`);
const grant = cluster(rbac, "ClusterRoleBinding", "readers", "roleRef: { kind: ClusterRole, name: reader }");
const admin = (subject: string) =>
  cluster(
    rbac,
    "ClusterRoleBinding",
    "web",
    `roleRef: { kind: ClusterRole, name: cluster-admin }\nsubjects: [{ ${subject.replace(/name: (\S*:\S*)$/, 'name: "$1"')} }]`,
  );
const map = (bytes: number) => object("v1", "ConfigMap", "files", `data: { file: ${"x".repeat(bytes)} }`);
const definition = (lines: number) =>
  `kind: CustomResourceDefinition\napiVersion: apiextensions.k8s.io/v1\nmetadata: { name: shops.example.com }\nspec:\n  versions:\n    - name: v1\n      schema:\n        openAPIV3Schema:\n${"          type: object\n".repeat(lines)}`;

each([
  [
    securityLevelUnknown,
    namespace("pod-security.kubernetes.io/enforce: baseline, pod-security.kubernetes.io/enforce-version: v1.34"),
    namespace("pod-security.kubernetes.io/enforce: restrict"),
    "Namespace shop | metadata.labels | pod-security.kubernetes.io/enforce=restrict | there is no such level: did you mean restricted?",
  ],
  [
    securityLevelUnknown,
    namespace("pod-security.kubernetes.io/warn: restricted"),
    namespace("pod-security.kubernetes.io/enforced: restricted"),
    "Namespace shop | metadata.labels | pod-security.kubernetes.io/enforced=restricted | there is no such mode: did you mean enforce?",
  ],
  [
    securityLevelUnknown,
    namespace("pod-security.kubernetes.io/audit-version: latest"),
    namespace("pod-security.kubernetes.io/audit-version: '1.34'"),
    "Namespace shop | metadata.labels | pod-security.kubernetes.io/audit-version=1.34 | it is no version",
  ],
  [
    namespaceWithoutSecurityLevel,
    namespace("pod-security.kubernetes.io/enforce: privileged"),
    namespace("pod-security.kubernetes.io/warn: restricted"),
    "Namespace shop | metadata.labels | no pod-security.kubernetes.io/enforce is among them",
  ],
  [
    rolePermitsEverything,
    role('apiGroups: [""], resources: [pods], verbs: ["*"]'),
    role('apiGroups: ["", apps], resources: ["*"], verbs: ["*"]'),
    "ClusterRole reader | rules[0] | * | every verb of every resource of the core group, apps",
  ],
  [
    rolePermitsEverything,
    admin("kind: User, name: ada") +
      admin("kind: ServiceAccount, name: ada, namespace: shop").replace("cluster-admin", "view"),
    admin("kind: ServiceAccount, name: web, namespace: shop"),
    "ClusterRoleBinding web | roleRef.name | cluster-admin | ServiceAccount shop/web may do everything in every namespace: bind a role that lists what the program asks for",
  ],
  [
    rolePermitsEverything,
    admin("kind: Group, name: system:masters"),
    object(
      rbac,
      "RoleBinding",
      "web",
      'roleRef: { kind: ClusterRole, name: cluster-admin }\nsubjects: [{ kind: Group, name: "system:serviceaccounts:shop" }]',
    ),
    "RoleBinding web | roleRef.name | cluster-admin | Group system:serviceaccounts:shop may do everything in namespace shop: bind a role that lists what the program asks for",
  ],
  [
    roleReadsAllSecrets,
    grant + role('apiGroups: [""], resources: [secrets], verbs: [get], resourceNames: [web]'),
    grant + role('apiGroups: [""], resources: [pods, secrets], verbs: [get]'),
    "ClusterRole reader | rules[0] | get | ClusterRoleBinding readers grants it in every namespace",
  ],
  [
    roleReadsAllSecrets,
    grant + role('apiGroups: [apps], resources: ["*"], verbs: [get, list]'),
    grant + role('apiGroups: ["*"], resources: ["*"], verbs: [get, list]'),
    "ClusterRole reader | rules[0] | get,list | ClusterRoleBinding readers grants it in every namespace",
  ],
  [
    apiVersionRemoved,
    object("policy/v1", "PodDisruptionBudget", "web"),
    object("policy/v1beta1", "PodDisruptionBudget", "web"),
    "PodDisruptionBudget web | apiVersion | policy/v1beta1 | Kubernetes 1.25 removed it: use policy/v1",
  ],
  [
    apiVersionNotServed,
    object("networking.k8s.io/v1", "NetworkPolicy", "web") + object("crd.projectcalico.org/v1", "NetworkPolicy", "web"),
    object("networking/v1", "NetworkPolicy", "web"),
    "NetworkPolicy web | apiVersion | networking/v1 | no release of Kubernetes serves NetworkPolicy in it: use networking.k8s.io/v1",
  ],
  [
    apiVersionNotServed,
    // Of other owners, gone, on request, on the client's side.
    object("serving.knative.dev/v1", "Service", "web") +
      object("apps/v1beta2", "Deployment", "web") +
      object("apps/v1alpha1", "Deployment", "web") +
      object("v1", "Config", "web") +
      object("v1", "Route", "web") +
      object("skaffold/v4", "Artifact", "web"),
    object("v1", "Deployment", "web"),
    "Deployment web | apiVersion | v1 | no release of Kubernetes serves Deployment in it: use apps/v1",
  ],
  [
    apiVersionNotServed,
    object("autoscaling/v2", "HorizontalPodAutoscaler", "web"),
    object("autoscaling/v3", "HorizontalPodAutoscaler", "web"),
    "HorizontalPodAutoscaler web | apiVersion | autoscaling/v3 | no release of Kubernetes serves HorizontalPodAutoscaler in it: use autoscaling/v2",
  ],
  [
    apiVersionNotServed,
    object("gateway.networking.k8s.io/v1", "Gateway", "web"),
    object("networking.k8.io/v1", "Ingress", "web"),
    "Ingress web | apiVersion | networking.k8.io/v1 | no release of Kubernetes serves Ingress in it: use networking.k8s.io/v1",
  ],
  [
    apiVersionNotServed,
    object("apps/v1", "StatefulSet", "web"),
    object("apps/v1", "Statefulset", "web"),
    "Statefulset web | kind | Statefulset | no release of Kubernetes serves such a kind in apps/v1: use StatefulSet",
  ],
  [
    nameInvalid,
    object("v1", "ConfigMap", "files.web-1"),
    object("v1", "ConfigMap", "Files"),
    "ConfigMap Files | metadata.name | Files | it holds more than a-z, 0-9, - and .",
  ],
  [
    nameInvalid,
    cluster(rbac, "ClusterRole", "system:shop"),
    object("v1", "Service", "1st"),
    "Service 1st | metadata.name | 1st | it begins with a digit",
  ],
  [
    nameInvalid,
    object("v1", "Service", "x".repeat(63)),
    object("v1", "Service", "x".repeat(64)),
    `Service ${"x".repeat(64)} | metadata.name | ${"x".repeat(64)} | it has 64 characters, and may have 63`,
  ],
  [
    labelInvalid,
    namespace("shop.example/tier: A_b.1, empty: ''"),
    namespace("tier: two words"),
    "Namespace shop | metadata.labels | tier=two words | the value holds characters that a label may not",
  ],
  [
    labelInvalid,
    namespace(`tier: ${"x".repeat(63)}`),
    namespace("a/b/c: web"),
    "Namespace shop | metadata.labels | a/b/c | it is no key of a label",
  ],
  [objectTooLarge, map(2 ** 20), map(2 ** 20 + 1), "ConfigMap files | data | 1048577 bytes | it may have 1048576"],
  [
    tooLargeForClientSideApply,
    map(200_000),
    map(2 ** 18),
    "ConfigMap files | 262248 bytes | the annotation with what was applied holds 262144",
  ],
  [
    tooLargeForClientSideApply,
    definition(1),
    definition(22_000),
    "CustomResourceDefinition shops.example.com | 264186 bytes | the annotation with what was applied holds 262144",
  ],
]);

it("counts the schemas of a definition once, and not for a patch of it", () => {
  const patch = definition(1).replace(/spec:[\s\S]*/, "");
  expect(said(tooLargeForClientSideApply, `${definition(22_000)}---\n${patch}`)).toHaveLength(1);
});

it("leaves to Flux what it applies on the server's side", () => {
  const flux = object("kustomize.toolkit.fluxcd.io/v1", "Kustomization", "apps");
  expect(said(tooLargeForClientSideApply, map(2 ** 18) + flux)).toEqual([
    expect.stringMatching(/^\(.*Kustomization shop\/apps is for Flux, which applies on the server's side\)$/),
  ]);
  expect(said(tooLargeForClientSideApply, map(2 ** 18) + flux, { complete: true })).toHaveLength(1);
});

it.each([
  ["Deployment", "use apps/v1"],
  ["NetworkPolicy", "use networking.k8s.io/v1"],
  ["PodSecurityPolicy", "there is none instead"],
])("knows what came after extensions/v1beta1: %s", (kind, remedy) =>
  expect(said(apiVersionRemoved, object("extensions/v1beta1", kind, "web"))).toEqual([
    expect.stringMatching(`: ${remedy}$`),
  ]),
);

it("knows the level of a namespace that another file gives", () =>
  expect(
    said(namespaceWithoutSecurityLevel, namespace("a: b") + namespace("pod-security.kubernetes.io/enforce: baseline")),
  ).toEqual([]));

it.each(["Validating", "Mutating"])("knows how webhooks of %s are called", (what) =>
  expect(
    said(apiVersionNotServed, object("admissionregistration.k8s.io/v1", `${what}AdmissionWebhook`, "web")),
  ).toEqual([expect.stringMatching(`: use ${what}WebhookConfiguration$`)]),
);

it("leaves large objects alone that are applied on the server's side", () =>
  expect(
    said(
      tooLargeForClientSideApply,
      map(2 ** 18).replace(
        "namespace: shop",
        "namespace: shop, annotations: { argocd.argoproj.io/sync-options: ServerSideApply=true }",
      ),
    ),
  ).toEqual([]));

it("knows which release removed a version", () => {
  const given = object("flowcontrol.apiserver.k8s.io/v1beta3", "FlowSchema", "web");
  expect(said(apiVersionRemoved, given, { kubernetes: "1.31" })).toEqual([]);
  expect(said(apiVersionRemoved, given, { kubernetes: "1.32" })).toHaveLength(1);
});

it("knows since which release a version is served, and nothing of releases to come", () => {
  const given = object("admissionregistration.k8s.io/v1", "MutatingAdmissionPolicy", "web");
  expect(said(apiVersionNotServed, given)).toEqual([]);
  expect(said(apiVersionNotServed, given, { kubernetes: "1.36" })).toEqual([]);
  expect(said(apiVersionNotServed, given, { kubernetes: "1.35" })).toEqual([
    "MutatingAdmissionPolicy web | apiVersion | admissionregistration.k8s.io/v1 | Kubernetes serves MutatingAdmissionPolicy in it since 1.36, the cluster is of 1.35: use admissionregistration.k8s.io/v1beta1",
  ]);
  const unheardOf = object("apps/v2", "Deployment", "web");
  expect(said(apiVersionNotServed, unheardOf, { kubernetes: "1.37" })).toHaveLength(1);
  expect(said(apiVersionNotServed, unheardOf, { kubernetes: "1.99" })).toEqual([]);
});

it("lets the beginning of a name end with a dash", () => {
  const beginning = (name: string) =>
    `apiVersion: v1\nkind: Pod\nmetadata: { generateName: ${name}, namespace: shop }\n`;
  expect(said(nameInvalid, beginning("web-"))).toEqual([]);
  expect(said(nameInvalid, beginning("-web-"))).toHaveLength(1);
});

it("leaves a CronJob's Jobs room for a name", () => {
  const named = (length: number) => object("batch/v1", "CronJob", "x".repeat(length));
  expect(said(nameInvalid, named(52))).toEqual([]);
  expect(said(nameInvalid, named(53))).toHaveLength(1);
});
