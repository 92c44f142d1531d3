import { expect, it } from "vitest";
import { monitorPortUnknown } from "../../../lib/verify/rules/monitor-port-unknown.ts";
import { monitorSelectsNothing } from "../../../lib/verify/rules/monitor-selects-nothing.ts";
import { said } from "../given.ts";

const given = ({ app = "web", port = "http", targetPort = "http" }) => `
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: web, namespace: shop }
spec: { selector: { matchLabels: { app: ${app} } }, endpoints: [{ port: ${port} }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop, labels: { app: web } }
spec: { selector: { app: web }, ports: [{ name: http, port: 80, targetPort: ${targetPort} }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec: { template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: web, ports: [{ name: http, containerPort: 8080 }] }] } } }
`;

it("is content where the port leads to a container", () => {
  expect(said(monitorPortUnknown, given({}))).toEqual([]);
  expect(said(monitorSelectsNothing, given({}))).toEqual([]);
});

it("finds a port that the Service does not have", () =>
  expect(said(monitorPortUnknown, given({ port: "htp" }))).toEqual([
    "ServiceMonitor web | spec.endpoints[0].port | htp | no port of Service shop/web has this name: did you mean http?",
  ]));

it("finds a target port that no container has", () =>
  expect(said(monitorPortUnknown, given({ targetPort: "metrics" }))).toEqual([
    "ServiceMonitor web | spec.endpoints[0].port | http | targetPort metrics of Service shop/web is no port of a container of Deployment shop/web",
  ]));

it("does not ask containers to declare a port by number", () =>
  expect(said(monitorPortUnknown, given({ targetPort: "9999" }))).toEqual([]));

it("finds a selector that no Service answers", () =>
  expect(said(monitorSelectsNothing, given({ app: "wep" }))).toEqual([
    "ServiceMonitor web | spec.selector | app=wep | no Service of namespace shop has these labels: did you mean app=web?",
  ]));
