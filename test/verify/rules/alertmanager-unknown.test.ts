import { expect, it } from "vitest";
import { alertmanagerUnknown } from "../../../lib/verify/rules/alertmanager-unknown.ts";
import { said } from "../given.ts";

const resource = (kind: string, name: string, spec: string) => `
apiVersion: monitoring.coreos.com/v1
kind: ${kind}
metadata: { name: ${name}, namespace: monitoring }
spec: { ${spec} }
---
`;
const alertmanager = resource("Alertmanager", "main", "");
const alerts = resource("PrometheusRule", "rules", "groups: [{ rules: [{ alert: A, expr: up }] }]");
const prometheus = (spec: string) => resource("Prometheus", "main", `ruleSelector: {}, ${spec}`);
const sending = (to: string) => alertmanager + alerts + prometheus(`alerting: { alertmanagers: [${to}] }`);
const service = `
apiVersion: v1
kind: Service
metadata: { name: alerts, namespace: monitoring }
spec: { selector: { alertmanager: main }, ports: [{ name: http, port: 80, targetPort: web }] }
---
`;

it.each([
  "{ name: alerts, port: http }",
  "{ name: alerts, namespace: monitoring, port: 9093 }",
  "{ name: alertmanager-operated, port: web }",
])("takes %s", (to) => expect(said(alertmanagerUnknown, sending(to) + service)).toEqual([]));

it.each([
  ["{ name: alert, port: http }", "name | alert | namespace monitoring has no such Service: did you mean alerts?"],
  [
    "{ name: alerts, port: htp }",
    "port | htp | no port of Service monitoring/alerts has this name: did you mean http?",
  ],
  ["{ name: alerts, port: 80 }", "port | 80 | no port of Service monitoring/alerts leads there"],
  ["{ name: alerts }", "port | no port of Service monitoring/alerts has this name"],
])("finds %s", (to, what) =>
  expect(said(alertmanagerUnknown, sending(to) + service).map((line) => line.replace(" |  |", " |"))).toEqual([
    `Prometheus main | spec.alerting.alertmanagers[0].${what}`,
  ]),
);

it("is uncertain of a Service in a namespace that is not given", () =>
  expect(said(alertmanagerUnknown, sending("{ name: central, namespace: alerting, port: web }"))).toEqual([
    "(Prometheus main | spec.alerting.alertmanagers[0].name | central | namespace alerting has no such Service | namespace alerting is not among the objects, so it may hold more than they say)",
  ]));

it("finds a Prometheus whose alerts go nowhere", () => {
  const line = ["Prometheus main | spec.alerting | it evaluates alerts and names no Alertmanager"];
  expect(said(alertmanagerUnknown, alertmanager + alerts + prometheus(""))).toEqual(line);
  expect(said(alertmanagerUnknown, alertmanager + prometheus(""))).toEqual([]);
  expect(said(alertmanagerUnknown, alerts + prometheus(""))).toEqual([]);
  expect(
    said(
      alertmanagerUnknown,
      alertmanager + alerts.replace("namespace: monitoring", "namespace: shop") + prometheus(""),
    ),
  ).toEqual([]);
  const other = prometheus("additionalAlertManagerConfigs: { name: others, key: others.yaml }");
  expect(said(alertmanagerUnknown, alertmanager + alerts + other)).toEqual([]);
});
