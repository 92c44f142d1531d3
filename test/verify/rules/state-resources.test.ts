import { expect, it } from "vitest";
import { matcherMatchesNothing } from "../../../lib/verify/rules/matcher-matches-nothing.ts";
import { seriesUnknown } from "../../../lib/verify/rules/series-unknown.ts";
import { said } from "../given.ts";
import { object, service } from "./table.ts";

/** A rule that asks kube-state-metrics, which is told of what to tell. */
const given = (expr: string, args: string) =>
  [
    object(
      "monitoring.coreos.com/v1",
      "Prometheus",
      "main",
      "spec: { serviceMonitorSelector: {}, ruleSelector: {}, scrapeInterval: 30s }",
    ),
    object(
      "apps/v1",
      "Deployment",
      "state",
      `spec: { template: { metadata: { labels: { app: state } }, spec: { containers: [{ name: main, image: "registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.20.0", args: [${args}], ports: [{ name: http, containerPort: 8080 }] }] } } }`,
    ),
    service("state", "selector: { app: state }, ports: [{ name: http, port: 8080 }]").replace(
      "namespace: shop",
      "namespace: shop, labels: { app: state }",
    ),
    object(
      "monitoring.coreos.com/v1",
      "ServiceMonitor",
      "state",
      "spec: { selector: { matchLabels: { app: state } }, endpoints: [{ port: http, honorLabels: true }] }",
    ),
    object(
      "monitoring.coreos.com/v1",
      "PrometheusRule",
      "rules",
      `spec: { groups: [{ name: all, rules: [{ alert: Asks, expr: ${JSON.stringify(expr)} }] }] }`,
    ),
  ].join("");
const finds = (expr: string, args: string) => said(seriesUnknown, given(expr, args), { complete: true });

it("finds a series of a resource that --resources leaves out", () =>
  expect(finds("kube_job_failed > 0", '"--resources=pods,nodes"')).toEqual([
    "PrometheusRule rules | spec.groups[0].rules[0].expr (Asks) | kube_job_failed | kube-state-metrics has no kube_job_failed: --resources leaves jobs out",
  ]));

it.each([
  ["kube_job_failed > 0", '"--resources=pods,jobs"'],
  ["kube_configmap_info > 0", '"--resources=configmaps"'],
  ["kube_job_failed > 0", ""],
])("is content with %s where it is told %s", (expr, args) => expect(finds(expr, args)).toEqual([]));

it("finds a series that the resource does not have", () =>
  expect(finds("kube_job_faild > 0", '"--resources=jobs"')[0]).toContain("did you mean kube_job_failed?"));

it("finds labels that kube-state-metrics is not told to tell", () => {
  const labels = "kube_pod_labels > 0";
  expect(finds(labels, "")).toEqual([
    expect.stringContaining("| kube-state-metrics has no kube_pod_labels without --metric-labels-allowlist"),
  ]);
  expect(finds(labels, '"--metric-labels-allowlist=pods=[*]"')).toEqual([]);
});

it("knows the job of series of which only the name is known", () => {
  const asking = (job: string, honored: boolean) =>
    said(
      matcherMatchesNothing,
      given(`kube_node_role{job="${job}"} > 0`, "").replace("honorLabels: true", `honorLabels: ${honored}`),
      { complete: true },
    );
  expect(asking("state", false)).toEqual([]);
  expect(asking("states", false)).toHaveLength(1);
  // It may have given a job itself.
  expect(asking("states", true)).toEqual([]);
});
