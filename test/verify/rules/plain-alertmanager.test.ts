import { describe, expect, it } from "vitest";
import { addressUnknown } from "../../../lib/verify/rules/address-unknown.ts";
import { alertReachesNobody } from "../../../lib/verify/rules/alert-reaches-nobody.ts";
import { alertSeverityUnknown } from "../../../lib/verify/rules/alert-severity-unknown.ts";
import { alertmanagerUnknown } from "../../../lib/verify/rules/alertmanager-unknown.ts";
import { heartbeatStaysInside } from "../../../lib/verify/rules/heartbeat-stays-inside.ts";
import { inhibitionLabelMissing } from "../../../lib/verify/rules/inhibition-label-missing.ts";
import { matcherMatchesNoAlert } from "../../../lib/verify/rules/matcher-matches-no-alert.ts";
import { said } from "../given.ts";
import { alert, block, itself, prometheus, scrapes } from "./plain-objects.ts";

const receivers = "receivers: [{ name: team, webhook_configs: [{ url: 'https://a.example' }] }, { name: quiet }]";

/** An Alertmanager whose pods mount what it is told. */
const alertmanager = (config: string, name = "alertmanager") => `
apiVersion: v1
kind: ConfigMap
metadata: { name: ${name}, namespace: m }
data:
  alertmanager.yml: |
${block(config)}
---
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: m }
spec: { selector: { app: ${name} }, ports: [{ port: 9093 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: m }
spec:
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      containers:
        - name: alertmanager
          image: prom/alertmanager:v0.34.1
          ports: [{ containerPort: 9093 }]
          volumeMounts: [{ name: config, mountPath: /etc/alertmanager }]
      volumes: [{ name: config, configMap: { name: ${name} } }]
---
`;

const sending = (target = "alertmanager:9093", more = "") =>
  `${scrapes(itself)}\nalerting: { alertmanagers: [{ static_configs: [{ targets: ['${target}'] }] }]${more} }`;
const given = (config: string, alerting = sending(), expr = "up == 0") =>
  prometheus({ config: alerting, rules: alert(expr) }) + alertmanager(`${config}\n${receivers}`);

describe("an alert", () => {
  it("reaches a receiver that sends", () =>
    expect(said(alertReachesNobody, given("route: { receiver: team }"))).toEqual([]));

  it("reaches nobody", () =>
    expect(said(alertReachesNobody, given("route: { receiver: quiet }"))).toEqual([
      'ConfigMap alertmanager | data["alertmanager.yml"].receivers[1] | quiet | it sends nothing, and A ends there',
    ]));

  it("goes nowhere where nobody is named", () => {
    const nowhere = [
      'ConfigMap config | data["prometheus.yml"].alerting | it evaluates alerts and names no Alertmanager',
    ];
    expect(said(alertmanagerUnknown, given("route: { receiver: team }", scrapes(itself)))).toEqual(nowhere);
    expect(said(alertmanagerUnknown, given("route: { receiver: team }"))).toEqual([]);
    expect(said(alertmanagerUnknown, prometheus({ rules: alert("up == 0") }))).toEqual([]);
    // It does not end at a receiver, since nothing leads there.
    expect(said(alertReachesNobody, given("route: { receiver: quiet }", scrapes(itself)))).toEqual([]);
  });

  it("is sent to a Service that is there", () => {
    expect(said(addressUnknown, given("route: { receiver: team }"))).toEqual([]);
    expect(said(addressUnknown, given("route: { receiver: team }", sending("alertmanger:9093")))).toEqual([
      'ConfigMap config | data["prometheus.yml"].alerting | alertmanger:9093 | no Service of namespace m has this name: did you mean alertmanager.m?',
    ]);
  });

  it("has a severity that its routes know", () => {
    const routed = (severity: string) =>
      said(
        alertSeverityUnknown,
        given(`route: { receiver: team, routes: [{ matchers: [severity=warning], receiver: quiet }] }`).replace(
          "severity: warning",
          `severity: ${severity}`,
        ),
      );
    expect(routed("warning")).toEqual([]);
    expect(routed("urgent")).toEqual([expect.stringMatching(/^ConfigMap rules .*no route knows this severity$/)]);
  });

  it("may be sent elsewhere where it stands in an object for an operator", () => {
    const rule = `
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: rules, namespace: m }
spec: { groups: [{ name: g, rules: [{ alert: B, expr: up, labels: { severity: page } }] }] }
`;
    const routes = "route: { receiver: team, routes: [{ matchers: [severity=warning], receiver: quiet }] }";
    expect(said(alertSeverityUnknown, given(routes) + rule)).toEqual([
      expect.stringMatching(/^\(PrometheusRule .* no Alertmanager is among the objects\)$/),
    ]);
  });

  it.each([
    [
      "alerts are relabelled on the way",
      sending("alertmanager:9093", ", alert_relabel_configs: [{ regex: a, action: labeldrop }]"),
      "",
    ],
    [
      "another Alertmanager is named",
      sending("other:9093"),
      alertmanager(`route: { receiver: team }\n${receivers}`, "other"),
    ],
  ])("is not known to come where %s", (_, alerting, more) =>
    expect(said(alertReachesNobody, given("route: { receiver: quiet }", alerting) + more)).toEqual([]),
  );
});

it("knows which alerts there are", () => {
  const matched = (matcher: string) =>
    said(matcherMatchesNoAlert, given(`route: { receiver: team, routes: [{ matchers: ['${matcher}'] }] }`), {
      complete: true,
    });
  expect(matched("alertname = A")).toEqual([]);
  expect(matched("alertname = B")).toEqual([
    'ConfigMap alertmanager | data["alertmanager.yml"].route.routes[0] | alertname="B" | no alert matches this',
  ]);
});

it("knows the labels that all alerts are given", () => {
  const matched = (labels: string) =>
    said(
      matcherMatchesNoAlert,
      given(
        "route: { receiver: team, routes: [{ matchers: [cluster=eu] }] }",
        `global: { external_labels: ${labels} }\n${sending()}`,
      ),
      { complete: true },
    );
  expect(matched("{ cluster: eu }")).toEqual([]);
  expect(matched("{ cluster: us }")).toHaveLength(1);
});

it("inhibits by labels that there are", () => {
  const rule = (name: string, severity: string) =>
    `{ alert: ${name}, expr: sum by (job) (up) == 0, labels: { severity: ${severity} } }`;
  const equal = (label: string) =>
    said(
      inhibitionLabelMissing,
      prometheus({
        config: sending(),
        rules: `groups: [{ name: g, rules: [${rule("A", "critical")}, ${rule("B", "warning")}] }]`,
      }) +
        alertmanager(
          `route: { receiver: team }\n${receivers}\ninhibit_rules: [{ source_matchers: [severity=critical], target_matchers: [severity=warning], equal: [${label}] }]`,
        ),
    );
  expect(equal("job")).toEqual([]);
  expect(equal("pod")).toHaveLength(1);
});

it("is heard of elsewhere when all is down", () =>
  expect(said(heartbeatStaysInside, given("route: { receiver: team }"), { complete: true })).toEqual([
    "Deployment alertmanager | no alert fires always",
  ]));
