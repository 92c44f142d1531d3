import { describe, expect, it } from "vitest";
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

describe("a PodMonitor", () => {
  const pods = (endpoint: string, ports = "[{ name: http, containerPort: 8080 }]") => `
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: { name: web, namespace: shop }
spec: { selector: { matchLabels: { app: web } }, podMetricsEndpoints: [{ ${endpoint} }] }
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
spec: { containers: [{ name: web, ports: ${ports} }] }
`;

  it.each(["port: http", "portNumber: 8080", "targetPort: http", "targetPort: 8080", "path: /metrics"])(
    "finds the pods at %s",
    (endpoint) => expect(said(monitorPortUnknown, pods(endpoint))).toEqual([]),
  );

  it.each([
    ["port: htp", "port", "htp", ": did you mean http?"],
    ["portNumber: 8081", "portNumber", "8081", ""],
    ["targetPort: 8081", "targetPort", "8081", ""],
    ["port: '8080'", "port", "8080", ""],
  ])("finds that no container has %s", (endpoint, field, value, remedy) =>
    expect(said(monitorPortUnknown, pods(endpoint))).toEqual([
      `PodMonitor web | spec.podMetricsEndpoints[0].${field} | ${value} | port ${value} is no port of a container of Pod shop/web${remedy}`,
    ]),
  );

  it("asks pods without ports of their own for their metrics all the same, but not by a port", () => {
    expect(said(monitorPortUnknown, pods("path: /metrics", "[]"))).toEqual([]);
    expect(said(monitorPortUnknown, pods("port: http", "[]"))).toHaveLength(1);
  });
});

it("takes all ports where an endpoint names none", () =>
  expect(said(monitorPortUnknown, given({}).replace("port: http }]", "interval: 30s }]"))).toEqual([]));

it("knows that targetPort means the container's port, not that of the Service", () => {
  const at = (targetPort: string | number) => given({}).replace("{ port: http }", `{ targetPort: ${targetPort} }`);
  for (const found of [8080, "http"]) expect(said(monitorPortUnknown, at(found))).toEqual([]);
  expect(said(monitorPortUnknown, at(80))).toHaveLength(1);
});

it("knows that a port of the Service without a name has none", () =>
  expect(said(monitorPortUnknown, given({}).replace("{ name: http, port: 80,", "{ port: 80,"))).toHaveLength(1));

it("is content where one of the Services, or of the pods, has the port", () => {
  const second = `
apiVersion: v1
kind: Service
metadata: { name: grpc, namespace: shop, labels: { app: web } }
spec: { selector: { app: web }, ports: [{ name: grpc, port: 81 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: grpc, namespace: shop, labels: { app: web } }
spec: { containers: [{ name: grpc, ports: [{ name: grpc, containerPort: 81 }] }] }
---`;
  expect(said(monitorPortUnknown, second + given({}))).toEqual([]);
  const byPods = given({}).replace("ServiceMonitor", "PodMonitor").replace("endpoints:", "podMetricsEndpoints:");
  expect(said(monitorPortUnknown, second + byPods)).toEqual([]);
});
