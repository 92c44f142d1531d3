import { expect, it } from "vitest";
import { metricsForbidden } from "../../../lib/verify/rules/metrics-forbidden.ts";
import { said } from "../given.ts";
import { scraping } from "./monitoring-objects.ts";

const given = (url: string) => `${scraping}
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: api, namespace: monitoring }
spec:
  namespaceSelector: { matchNames: [default] }
  selector: { matchLabels: { component: apiserver } }
  endpoints: [{ port: https, scheme: https }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: metrics }
rules: [{ nonResourceURLs: ["${url}"], verbs: [get] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: metrics }
roleRef: { kind: ClusterRole, name: metrics }
subjects: [{ kind: ServiceAccount, name: prometheus, namespace: monitoring }]
`;

it.each(["/metrics", "/met*", "*"])("is content with %s", (url) =>
  expect(said(metricsForbidden, given(url))).toEqual([]),
);

it("finds another path", () =>
  expect(said(metricsForbidden, given("/metrics/slis"))).toEqual([
    "ServiceMonitor api | spec.endpoints[0] | kube-apiserver | ServiceAccount monitoring/prometheus may not get the path /metrics",
  ]));

it.each([
  ["without TLS nobody asks who comes", "endpoints: [{ port: https }]"],
  ["programs of one's own ask nobody", "endpoints: [{ port: http, scheme: https }]"],
])("is content since %s", (_, endpoints) =>
  expect(
    said(
      metricsForbidden,
      given("/other")
        .replace("endpoints: [{ port: https, scheme: https }]", endpoints)
        .replace("[{ port: http }]", endpoints.replace("endpoints: ", "")),
    ),
  ).toEqual([]),
);
