import { expect, it } from "vitest";
import { monitorNotSelected } from "../../../lib/verify/rules/monitor-not-selected.ts";
import { said } from "../given.ts";

const given = (spec: string) => `
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: web, namespace: shop, labels: { team: a } }
spec: { selector: {} }
---
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { monitored: "true" } }
---
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata: { name: main, namespace: monitoring }
spec: ${spec}
`;

it("is content where selector and namespace selector hold", () =>
  expect(
    said(
      monitorNotSelected,
      given("{ serviceMonitorSelector: {}, serviceMonitorNamespaceSelector: { matchLabels: { monitored: 'true' } } }"),
    ),
  ).toEqual([]));

it("takes an absent selector for nothing", () =>
  expect(said(monitorNotSelected, given("{ serviceMonitorNamespaceSelector: {} }"))).toEqual([
    "ServiceMonitor web | metadata.labels | team=a | Prometheus monitoring/main does not select these labels: its serviceMonitorSelector is absent, which means nothing: set spec.serviceMonitorSelector, {} for everything",
  ]));

it("takes an absent namespace selector for the own namespace", () =>
  expect(said(monitorNotSelected, given("{ serviceMonitorSelector: {} }"))).toEqual([
    "ServiceMonitor web | metadata.namespace | shop | Prometheus monitoring/main does not look there: its serviceMonitorNamespaceSelector is absent, which means its own namespace: label the namespace, move the object, or set spec.serviceMonitorNamespaceSelector",
  ]));

it("is uncertain where no Prometheus is given", () =>
  expect(said(monitorNotSelected, given("{}").split("---")[0] ?? "")).toEqual([
    "(ServiceMonitor web | there is no Prometheus that could select it | no Prometheus is among the objects)",
  ]));
