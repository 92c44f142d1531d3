import { expect, it } from "vitest";
import { discoveryForbidden } from "../../../lib/verify/rules/discovery-forbidden.ts";
import { said } from "../given.ts";
import { scraping } from "./monitoring-objects.ts";

const given = (verbs: string, namespace = "shop", binding = "RoleBinding", role = "Role") => `${scraping}
apiVersion: rbac.authorization.k8s.io/v1
kind: ${role}
metadata: { name: discovery, namespace: ${namespace} }
rules:
  - { apiGroups: [""], resources: [services, pods], verbs: [get, list, watch] }
  - { apiGroups: [discovery.k8s.io], resources: [endpointslices], verbs: [${verbs}] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ${binding}
metadata: { name: discovery, namespace: ${namespace} }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ${role}, name: discovery }
subjects: [{ kind: ServiceAccount, name: prometheus, namespace: monitoring }]
`;

it("is content with list and watch there", () => expect(said(discoveryForbidden, given("list, watch"))).toEqual([]));

it("is content with a role in all namespaces", () =>
  expect(said(discoveryForbidden, given('"*"', "shop", "ClusterRoleBinding", "ClusterRole"))).toEqual([]));

it("finds a verb that is missing", () =>
  expect(said(discoveryForbidden, given("get, list"))).toEqual([
    "Prometheus main | spec.serviceAccountName | prometheus | it may not watch endpointslices in namespace shop, where ServiceMonitor shop/web looks for targets",
  ]));

it("finds that it may read neither endpoints nor their slices, where the operator chooses", () => {
  const chosen = (resources: string) =>
    said(
      discoveryForbidden,
      given("get")
        .replace("serviceDiscoveryRole: EndpointSlice", "replicas: 1")
        .replace("[services, pods]", `[${resources}]`),
    );
  expect(chosen("services, pods, endpoints")).toEqual([]);
  expect(chosen("services, pods")).toEqual([
    "Prometheus main | spec.serviceAccountName | prometheus | it may not list and watch endpoints or endpointslices in namespace shop, where ServiceMonitor shop/web looks for targets",
  ]);
});

it("finds a role in another namespace", () =>
  expect(said(discoveryForbidden, given("list, watch", "monitoring"))).toHaveLength(3));

it("is uncertain where nothing is bound", () =>
  expect(said(discoveryForbidden, scraping).every((line) => line.startsWith("("))).toBe(true));

it("looks where additional scrapes do, as they stand in a Secret", () => {
  const scrapes = (namespaces: string) => `
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata: { name: other, namespace: monitoring }
spec: { serviceAccountName: prometheus, additionalScrapeConfigs: { name: scrapes, key: scrapes.yaml } }
---
apiVersion: v1
kind: Secret
metadata: { name: scrapes, namespace: monitoring }
stringData: { scrapes.yaml: "[{ job_name: own, kubernetes_sd_configs: [{ role: endpointslice${namespaces} }] }]" }
---
`;
  const there = `${given("list, watch")}---\n${scrapes(", namespaces: { names: [shop] }")}`;
  expect(said(discoveryForbidden, there)).toEqual([]);
  const watching = `${given("list")}---\n${scrapes(", namespaces: { names: [shop] }")}`;
  expect(said(discoveryForbidden, watching)).toContain(
    "Prometheus other | spec.serviceAccountName | prometheus | it may not watch endpointslices in namespace shop, where job own of Secret monitoring/scrapes looks for targets",
  );
  expect(said(discoveryForbidden, `${given("list, watch")}---\n${scrapes("")}`)).toHaveLength(3);
  const elsewhere = scrapes(", api_server: 'https://elsewhere.example'");
  expect(said(discoveryForbidden, `${given("list, watch")}---\n${elsewhere}`)).toEqual([]);
});

it("asks for the Alertmanagers as well, and for nodes where their labels are wanted", () => {
  const named = given("list, watch").replace(
    "serviceDiscoveryRole: EndpointSlice",
    "$&\n  alerting: { alertmanagers: [{ name: alerts, namespace: alerting, port: web }] }",
  );
  expect(said(discoveryForbidden, named)).toEqual(
    ["services", "pods", "endpointslices"].map(
      (resource) =>
        `Prometheus main | spec.serviceAccountName | prometheus | it may not list and watch ${resource} in namespace alerting, where spec.alerting (alerts) looks for Alertmanagers`,
    ),
  );
  const nodes = given("list, watch").replace("endpoints: [{ port: http }]", "$&, attachMetadata: { node: true }");
  expect(said(discoveryForbidden, nodes)).toEqual([
    "Prometheus main | spec.serviceAccountName | prometheus | it may not list and watch nodes in all namespaces, where ServiceMonitor shop/web looks for labels of nodes",
  ]);
});
