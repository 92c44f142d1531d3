import { expect, it } from "vitest";
import { alertmanagerNotReachable } from "../../../lib/verify/rules/alertmanager-not-reachable.ts";
import { said } from "../given.ts";
import { policy } from "./monitoring-objects.ts";

const given = `
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata: { name: main, namespace: monitoring }
spec: { alerting: { alertmanagers: [{ name: alerts, port: web }] } }
---
apiVersion: v1
kind: Service
metadata: { name: alerts, namespace: monitoring }
spec: { selector: { alertmanager: main }, ports: [{ name: web, port: 9093, targetPort: web }] }
---
apiVersion: monitoring.coreos.com/v1
kind: Alertmanager
metadata: { name: main, namespace: monitoring }
spec: { replicas: 2 }
---
`;
const only = (...ports: string[]) =>
  policy(
    "in",
    "monitoring",
    `podSelector: { matchLabels: { alertmanager: main } }, ingress: [{ ports: [${ports.join()}] }]`,
  );
const mesh = ["{ port: 9094 }", "{ port: 9094, protocol: UDP }"];

it("is content where both are let through", () =>
  expect(said(alertmanagerNotReachable, given + only("{ port: 9093 }", ...mesh))).toEqual([]));

it("finds Prometheus cut off", () =>
  expect(said(alertmanagerNotReachable, given + only(...mesh))).toEqual([
    "Prometheus main | spec.alerting.alertmanagers[0] | Service monitoring/alerts | Prometheus monitoring/main may not connect to Alertmanager monitoring/main at 9093/TCP: no rule of ingress of NetworkPolicy monitoring/in lets it through: allow 9093/TCP in a rule of ingress",
  ]));

it("finds Alertmanagers that cannot gossip", () =>
  expect(said(alertmanagerNotReachable, given + only("{ port: 9093 }", "{ port: 9094 }"))).toEqual([
    "Alertmanager main | spec.replicas | 2 | Alertmanager monitoring/main may not connect to Alertmanager monitoring/main at 9094/UDP: no rule of ingress of NetworkPolicy monitoring/in lets it through: allow 9094/UDP in a rule of ingress",
  ]));

it("knows the Service that the operator keeps itself", () => {
  const operated = given.replace("name: alerts, port: web", "name: alertmanager-operated, port: web");
  expect(said(alertmanagerNotReachable, operated + only(...mesh))).toHaveLength(1);
  expect(said(alertmanagerNotReachable, operated + only("{ port: 9093 }", ...mesh))).toEqual([]);
});

it("asks for no mesh where there is one alone", () =>
  expect(said(alertmanagerNotReachable, given.replace("replicas: 2", "replicas: 1") + only("{ port: 9093 }"))).toEqual(
    [],
  ));

it("knows a port of the Service by its number", () => {
  const numbered = given.replace("port: web }]", "port: 9093 }]");
  expect(said(alertmanagerNotReachable, numbered + only(...mesh))).toHaveLength(1);
  expect(
    said(
      alertmanagerNotReachable,
      given.replace("name: alerts, port: web", "name: alerts, port: other") + only(...mesh),
    ),
  ).toEqual([]);
});

it("follows a Service to the proxy before an Alertmanager that listens for its own pod alone", () => {
  const proxied = given
    .replaceAll("name: alerts", "name: alertmanager-operated")
    .replace(
      "replicas: 2",
      "listenLocal: true, containers: [{ name: proxy, ports: [{ name: web, containerPort: 9095 }] }]",
    );
  expect(said(alertmanagerNotReachable, proxied + only("{ port: 9095 }"))).toEqual([]);
  expect(said(alertmanagerNotReachable, proxied + only("{ port: 9093 }"))).toEqual([
    expect.stringContaining("at 9095/TCP: no rule of ingress"),
  ]);
});
