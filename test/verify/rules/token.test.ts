import { describe, expect, it } from "vitest";
import { discoveryForbidden } from "../../../lib/verify/rules/discovery-forbidden.ts";
import { kubeStateMetricsForbidden } from "../../../lib/verify/rules/kube-state-metrics-forbidden.ts";
import { operatorForbidden } from "../../../lib/verify/rules/operator-forbidden.ts";
import { said } from "../given.ts";
import { scraping } from "./monitoring-objects.ts";

const everything = (name: string) => `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: ${name} }
roleRef: { kind: ClusterRole, name: cluster-admin }
subjects: [{ kind: ServiceAccount, name: ${name}, namespace: monitoring }]
---
`;
const account = (name: string, field = "") => `
apiVersion: v1
kind: ServiceAccount
metadata: { name: ${name}, namespace: monitoring }
${field}
---
`;
const off = "automountServiceAccountToken: false";
const on = "automountServiceAccountToken: true";

describe.each([
  ["operator", operatorForbidden, "prometheus-operator/prometheus-operator:v0.94.1"],
  ["state", kubeStateMetricsForbidden, "kube-state-metrics/kube-state-metrics:v2.20.0"],
])("the pods of %s", (name, rule, image) => {
  const given = (
    ofAccount: string,
    ofPod: string,
    container = "",
  ) => `${scraping}${account(name, ofAccount)}${everything(name)}
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: monitoring }
spec:
  template:
    spec: { serviceAccountName: ${name}, containers: [{ name: c, image: "${image}", ${container} }], ${ofPod} }
---
`;
  const at = `Deployment ${name} | spec.template.spec.automountServiceAccountToken`;
  const remedy =
    "the API server refuses everything: set automountServiceAccountToken: true in the pod, or mount a projected volume with serviceAccountToken";

  it.each([
    ["", ""],
    ["", on],
    [off, on],
    [off, "volumes: [{ name: t, projected: { sources: [{ serviceAccountToken: { path: token } }] } }]"],
  ])("have a token where the account says '%s' and they '%s'", (ofAccount, ofPod) =>
    expect(said(rule, given(ofAccount, ofPod))).toEqual([]),
  );

  it.each([
    "args: [--kubeconfig=/etc/admin.conf]",
    "volumeMounts: [{ name: t, mountPath: /var/run/secrets/kubernetes.io/serviceaccount }]",
  ])("have other credentials with %s", (container) => expect(said(rule, given("", off, container))).toEqual([]));

  it.each([
    ["", off],
    [on, off],
    [off, `${off}, volumes: [{ name: t, projected: { sources: [{ secret: { name: s } }] } }]`],
  ])("have no token where the account says '%s' and they '%s'", (ofAccount, ofPod) =>
    expect(said(rule, given(ofAccount, ofPod))).toEqual([
      `${at} | false | its pods have no token of ServiceAccount monitoring/${name}: ${remedy}`,
    ]),
  );

  it("have no token where only the account says so", () =>
    expect(said(rule, given(off, ""))).toEqual([
      `${at} | ServiceAccount monitoring/${name} says false, and the pod nothing: ${remedy}`,
    ]));
});

it("Prometheus has a token unless it says no itself", () => {
  const given = (ofAccount: string, own: string) =>
    scraping.replace("serviceDiscoveryRole", `${own}\n  serviceDiscoveryRole`) +
    account("prometheus", ofAccount) +
    everything("prometheus");
  expect(said(discoveryForbidden, given("", ""))).toEqual([]);
  expect(said(discoveryForbidden, given(off, ""))).toEqual([]);
  expect(said(discoveryForbidden, given("", off))).toEqual([
    expect.stringContaining("Prometheus main | spec.automountServiceAccountToken | false | its pods have no token"),
  ]);
});
