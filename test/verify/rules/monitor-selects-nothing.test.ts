import { describe, expect, it } from "vitest";
import type { Rule } from "../../../lib/verify/rule.ts";
import { monitorPortUnknown } from "../../../lib/verify/rules/monitor-port-unknown.ts";
import { monitorSelectsNothing } from "../../../lib/verify/rules/monitor-selects-nothing.ts";
import { said } from "../given.ts";
import { scraping } from "./monitoring-objects.ts";

const monitoring = (kind: string, spec: string, namespace = "shop") => `
apiVersion: monitoring.coreos.com/v1
kind: ${kind}
metadata: { name: other, namespace: ${namespace} }
spec: { ${spec} }
---
`;
const elsewhere = (namespaces: string) =>
  monitoring(
    "ServiceMonitor",
    `selector: { matchLabels: { app: web } }, namespaceSelector: ${namespaces}`,
    "monitoring",
  );
const none = "ServiceMonitor other | spec.selector | app=web | no Service of namespace monitoring has these labels";

it.each(["{ any: true }", "{ matchNames: [shop] }"])("looks where the namespace selector %s says", (namespaces) =>
  expect(said(monitorSelectsNothing, scraping + elsewhere(namespaces))).toEqual([]),
);

it("looks in the own namespace where there is none, or where Prometheus ignores it", () => {
  expect(said(monitorSelectsNothing, scraping + elsewhere("{}"))).toEqual([none]);
  const confined = scraping.replace(
    "serviceMonitorSelector: {}",
    "serviceMonitorSelector: {}\n  ignoreNamespaceSelectors: true",
  );
  expect(said(monitorSelectsNothing, confined + elsewhere("{ any: true }"))).toEqual([none]);
  expect(said(monitorSelectsNothing, confined)).toEqual([]);
});

it.each(["Prometheus", "Alertmanager", "ThanosRuler"])("knows the Service that the operator keeps for %s", (kind) => {
  const program = { Prometheus: "prometheus", Alertmanager: "alertmanager" }[kind] ?? "thanos-ruler";
  const given = (label: string, port = "web") =>
    scraping +
    monitoring(kind, "", "monitoring") +
    monitoring(
      "ServiceMonitor",
      `selector: { matchLabels: { ${label}: "true" } }, endpoints: [{ port: ${port} }]`,
      "monitoring",
    ).replace("name: other", "name: self");
  expect(said(monitorSelectsNothing, given(`operated-${program}`))).toEqual([]);
  expect(said(monitorPortUnknown, given(`operated-${program}`))).toEqual([]);
  expect(said(monitorPortUnknown, given(`operated-${program}`, "wep"))).toHaveLength(1);
  expect(said(monitorSelectsNothing, given("operated"))).toHaveLength(1);
});

describe("what a program makes", () => {
  const selecting = (kind: string) => scraping + monitoring(kind, "selector: { matchLabels: { app: made } }");
  const strange = "apiVersion: kafka.example/v1\nkind: Kafka\nmetadata: { name: queue, namespace: shop }\n---\n";

  it.each(["ServiceMonitor", "PodMonitor"])("may be what a %s selects", (kind) => {
    expect(said(monitorSelectsNothing, selecting(kind))).toEqual([
      expect.stringMatching(
        /^[SP]\w+ other \| spec.selector \| app=made \| no \w+ of namespace shop has these labels$/,
      ),
    ]);
    expect(said(monitorSelectsNothing, selecting(kind) + strange)).toEqual([
      expect.stringMatching(/^\(.*objects of kinds that are not known may make/),
    ]);
  });

  const named = (app: string, port = "http") => {
    const selector = `selector: { matchLabels: { app: ${app} } }`;
    const endpoints = `endpoints: [{ port: ${port} }], podMetricsEndpoints: [{ port: ${port} }]`;
    return ["ServiceMonitor", "PodMonitor"].map(
      (kind) =>
        scraping.replaceAll("app: web", "app: queue-broker") +
        monitoring(kind, `${selector}, ${endpoints}`).replace("name: other", "name: asking") +
        strange,
    );
  };
  const asking = (rule: Rule, app: string, port?: string) =>
    named(app, port).map((yaml) => said(rule, yaml).filter((line) => line.includes("asking")));

  it("is none that is written with a letter too many", () => {
    expect(asking(monitorSelectsNothing, "queue-brokerr")).toEqual(Array(2).fill([expect.stringMatching(/^[SP]/)]));
    expect(asking(monitorSelectsNothing, "queue-worker")).toEqual(Array(2).fill([expect.stringMatching(/^\(/)]));
  });

  it("may have the port that a Service lacks, where that has none that is nearly named so", () => {
    const [[near], [other]] = [
      asking(monitorPortUnknown, "queue-broker", "htp"),
      asking(monitorPortUnknown, "queue-broker", "metrics"),
    ];
    expect(near).toEqual([expect.stringMatching(/^ServiceMonitor .*did you mean http\?$/)]);
    expect(other).toEqual([expect.stringMatching(/^\(ServiceMonitor .*may make another Service with these labels\)$/)]);
  });
});

it.each([
  ["kube-system", true],
  ["elsewhere", false],
])("is uncertain of what namespace %s holds", (namespace, complete) => {
  const given = scraping + elsewhere(`{ matchNames: [${namespace}] }`);
  expect(said(monitorSelectsNothing, given, { complete })).toEqual([expect.stringMatching(/^\(ServiceMonitor other/)]);
});

it("is sure of a namespace that nobody defines where the objects are all there is", () =>
  expect(said(monitorSelectsNothing, scraping + elsewhere("{ matchNames: [shp] }"), { complete: true })).toEqual([
    "ServiceMonitor other | spec.selector | app=web | no Service of namespace shp has these labels",
  ]));
