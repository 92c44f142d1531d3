import { describe, expect, it } from "vitest";
import type { Rule } from "../../../lib/verify/rule.ts";
import { alertDashboardLinkToNowhere } from "../../../lib/verify/rules/alert-dashboard-link-to-nowhere.ts";
import { alertReachesNobody } from "../../../lib/verify/rules/alert-reaches-nobody.ts";
import { alertSeverityUnknown } from "../../../lib/verify/rules/alert-severity-unknown.ts";
import { alertWithoutRunbook } from "../../../lib/verify/rules/alert-without-runbook.ts";
import { heartbeatStaysInside } from "../../../lib/verify/rules/heartbeat-stays-inside.ts";
import { inhibitionLabelMissing } from "../../../lib/verify/rules/inhibition-label-missing.ts";
import { matcherMatchesNoAlert } from "../../../lib/verify/rules/matcher-matches-no-alert.ts";
import { receiverUnknown } from "../../../lib/verify/rules/receiver-unknown.ts";
import { templateDoesNotParse } from "../../../lib/verify/rules/template-does-not-parse.ts";
import { timeIntervalUnknown } from "../../../lib/verify/rules/time-interval-unknown.ts";
import { said } from "../given.ts";

const rules = `
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: web, namespace: monitoring }
spec:
  groups:
    - name: web
      rules:
        - alert: WebDown
          expr: up{job="web"} == 0
          labels: { severity: critical }
          annotations: { summary: "{{ $labels.pod }} is down", runbook_url: "https://runbooks.example/WebDown" }
        - alert: WebSlow
          expr: web:latency > 1
          labels: { severity: warning }
          annotations: { runbook_url: "https://runbooks.example/WebSlow" }
        - alert: Watchdog
          expr: vector(1)
          labels: { severity: none }
`;

const alertmanager = `
apiVersion: monitoring.coreos.com/v1
kind: Alertmanager
metadata: { name: main, namespace: monitoring }
spec: { alertmanagerConfigSelector: {}, alertmanagerConfigMatcherStrategy: { type: None } }
`;

const base = `
apiVersion: v1
kind: Secret
metadata: { name: alertmanager-main, namespace: monitoring }
stringData:
  alertmanager.yaml: |
    route:
      receiver: chat
      routes:
        - receiver: outside
          matchers: [alertname = Watchdog]
        - receiver: pager
          matchers: ['severity = "critical"']
          mute_time_intervals: [night]
    receivers:
      - name: chat
        slack_configs: [{ channel: "#web", text: '{{ range .Alerts }}{{ .Annotations.summary }}{{ end }}' }]
      - name: pager
        pagerduty_configs: [{ routing_key_file: /key }]
      - name: outside
        webhook_configs: [{ url: "https://hc.example/beat" }]
    inhibit_rules:
      - source_matchers: [alertname = WebDown]
        target_matchers: ["alertname =~ WebSlow"]
        equal: [namespace]
    time_intervals:
      - name: night
`;

const given = [rules, alertmanager, base].join("---");
const changed = (from: string, to: string) => {
  expect(given).toContain(from);
  return given.replace(from, to);
};

it.each<Rule>([
  alertDashboardLinkToNowhere,
  alertReachesNobody,
  alertSeverityUnknown,
  alertWithoutRunbook,
  heartbeatStaysInside,
  inhibitionLabelMissing,
  matcherMatchesNoAlert,
  receiverUnknown,
  templateDoesNotParse,
  timeIntervalUnknown,
])("$id is content with alerts that reach people", (rule) => expect(said(rule, given)).toEqual([]));

describe("alert-reaches-nobody", () => {
  it("finds the receiver that sends nothing, and who ends there", () =>
    expect(said(alertReachesNobody, changed("pagerduty_configs: [{ routing_key_file: /key }]", ""))).toEqual([
      'Secret alertmanager-main | stringData["alertmanager.yaml"].receivers[1] | pager | it sends nothing, and WebDown ends there',
    ]));

  it("is content where a route passes the alert on to somebody", () =>
    expect(
      said(
        alertReachesNobody,
        changed("pagerduty_configs: [{ routing_key_file: /key }]", "").replace(
          "matchers: ['severity = \"critical\"']",
          "matchers: ['severity = \"critical\"']\n          continue: true\n        - receiver: chat",
        ),
      ),
    ).toEqual([]));

  it("sees that an AlertmanagerConfig is only for alerts of its own namespace, unless the strategy says otherwise", () => {
    const config = `
apiVersion: monitoring.coreos.com/v1alpha1
kind: AlertmanagerConfig
metadata: { name: team, namespace: team }
spec:
  route: { receiver: team }
  receivers: [{ name: team, webhookConfigs: [{ url: "https://team.example" }] }]
`;
    const own = changed("severity: critical", "severity: critical, namespace: shop")
      .replace("pagerduty_configs: [{ routing_key_file: /key }]", "")
      .replace(
        "alertmanagerConfigSelector: {},",
        "alertmanagerConfigSelector: {}, alertmanagerConfigNamespaceSelector: {},",
      );
    expect(said(alertReachesNobody, `${own}---${config}`)).toEqual([]);
    const by = (type: string, namespace = "team") =>
      said(
        alertReachesNobody,
        `${own.replace("type: None", `type: ${type}`)}---${config.replace("namespace: team", `namespace: ${namespace}`)}`,
      );
    expect(by("OnNamespace")).toHaveLength(1);
    expect(by("OnNamespace", "monitoring")).toHaveLength(1);
    expect(by("OnNamespaceExceptForAlertmanagerNamespace")).toHaveLength(1);
    expect(by("OnNamespaceExceptForAlertmanagerNamespace", "monitoring")).toEqual([]);
  });
});

describe("alert-severity-unknown", () => {
  it("finds a severity that no route knows, and none at all", () => {
    expect(said(alertSeverityUnknown, changed("severity: critical }\n", "severity: critcal }\n"))).toEqual([
      "PrometheusRule web | spec.groups[0].rules[0].labels.severity | critcal | alert WebDown: no route knows this severity: did you mean critical?",
    ]);
    expect(said(alertSeverityUnknown, changed("labels: { severity: warning }", ""))).toEqual([
      "PrometheusRule web | spec.groups[0].rules[1].labels.severity | alert WebSlow has no severity",
    ]);
  });

  it("takes a severity that a route matches", () =>
    expect(said(alertSeverityUnknown, given.replaceAll("critical", "page"))).toEqual([]));

  it("is uncertain where no routes are given", () =>
    expect(said(alertSeverityUnknown, rules.replace("critical", "page"))[0]).toMatch(/^\(.*no Alertmanager/));
});

describe("alert-without-runbook", () => {
  it("finds one without a link, and with a relative one", () => {
    const url = 'runbook_url: "https://runbooks.example/WebSlow"';
    expect(said(alertWithoutRunbook, changed(url, ""))).toEqual([
      "PrometheusRule web | spec.groups[0].rules[1].annotations.runbook_url | alert WebSlow has no link to a runbook",
    ]);
    expect(said(alertWithoutRunbook, changed(url, "runbook_url: runbooks/WebSlow"))).toHaveLength(1);
  });
});

describe("alert-dashboard-link-to-nowhere", () => {
  const dashboards = `
apiVersion: v1
kind: ConfigMap
metadata: { name: dashboards, namespace: monitoring }
data: { web.json: '{ "uid": "web", "panels": [] }' }
---
apiVersion: v1
kind: Pod
metadata: { name: grafana, namespace: monitoring }
spec: { containers: [{ name: grafana, image: "grafana/grafana:13.0.0" }] }
`;
  const linked = (uid: string) =>
    `${changed("runbook_url", `dashboard_url: "https://grafana.example/d/${uid}", runbook_url`)}---${dashboards}`;

  it("follows the link", () => {
    expect(said(alertDashboardLinkToNowhere, linked("web"))).toEqual([]);
    expect(said(alertDashboardLinkToNowhere, linked("wep"))).toEqual([
      "PrometheusRule web | spec.groups[0].rules[0].annotations.dashboard_url | /d/wep | alert WebDown: no dashboard has this uid: did you mean web?",
    ]);
    const alone = linked("web").replace(dashboards, "");
    expect(said(alertDashboardLinkToNowhere, alone)[0]).toMatch(/^\(.*no dashboards are among the objects\)$/);
    expect(said(alertDashboardLinkToNowhere, alone, { complete: true })).toEqual([
      "PrometheusRule web | spec.groups[0].rules[0].annotations.dashboard_url | /d/web | alert WebDown: no dashboard has this uid",
    ]);
  });
});

describe("heartbeat-stays-inside", () => {
  it("finds a heartbeat that goes to the cluster itself", () =>
    expect(
      said(heartbeatStaysInside, changed("https://hc.example/beat", "http://hooks.monitoring.svc:8080/beat")),
    ).toEqual(["Alertmanager main | Watchdog | it ends at outside, where nothing leaves the cluster"]));

  it("finds that there is none", () =>
    expect(said(heartbeatStaysInside, changed("vector(1)", "vector(0)"), { complete: true })).toEqual([
      "Alertmanager main | no alert fires always",
    ]));

  it.each(["1", "vector(time())", "vector(1) == 1", "vector(2) > 0"])("takes %s for one", (expr) =>
    expect(said(heartbeatStaysInside, changed("vector(1)", expr), { complete: true })).toEqual([]),
  );
});

describe("matcher-matches-no-alert", () => {
  it("is uncertain where others may have rules, and sure where the objects are all there is", () => {
    const renamed = changed("alertname = WebDown", "alertname = WebDwn");
    const [finding = ""] = said(matcherMatchesNoAlert, renamed, { complete: true });
    expect(finding).toBe(
      'Secret alertmanager-main | stringData["alertmanager.yaml"].inhibit_rules[0], its source | alertname="WebDwn" | no alert matches this: did you mean WebDown?',
    );
    expect(said(matcherMatchesNoAlert, renamed)[0]).toMatch(/^\(/);
  });

  it("finds one name of several", () =>
    expect(said(matcherMatchesNoAlert, changed("=~ WebSlow", "=~ WebSlow|WebSlw"), { complete: true })[0]).toContain(
      "no alert is called WebSlw: did you mean WebSlow?",
    ));

  it("leaves labels alone that come from the series", () =>
    expect(said(matcherMatchesNoAlert, changed('severity = "critical"', "team = a"), { complete: true })).toEqual([]));
});

describe("inhibition-label-missing", () => {
  const field = 'Secret alertmanager-main | stringData["alertmanager.yaml"].inhibit_rules[0].equal[0] | namespace | ';
  const inhibiting = (source: string, target: string, equal = "[namespace]") =>
    changed('up{job="web"} == 0', source)
      .replace("web:latency > 1", target)
      .replace("equal: [namespace]", `equal: ${equal}`);

  it("finds a label that neither side has", () =>
    expect(said(inhibitionLabelMissing, inhibiting("sum(up) < 1", "sum by (pod) (up) < 2"))).toEqual([
      `${field}none of its alerts has this label: each silences strangers`,
    ]));

  it("finds a label that one side lacks", () => {
    expect(said(inhibitionLabelMissing, inhibiting("sum by (namespace) (ALERTS)", "sum(up) < 2"))).toEqual([
      `${field}WebSlow is never silenced, for want of this label`,
    ]);
    expect(said(inhibitionLabelMissing, inhibiting("sum(ALERTS)", "sum by (namespace) (ALERTS)"))).toEqual([
      `${field}WebDown never silences anything, for want of this label`,
    ]);
  });

  it("says nothing where series decide, an alert sets the label, or Prometheus adds it", () => {
    expect(said(inhibitionLabelMissing, inhibiting("sum(up) < 1", "web:latency > 1"))).toEqual([]);
    expect(said(inhibitionLabelMissing, inhibiting("ALERTS", "ALERTS"))).toEqual([]);
    expect(
      said(inhibitionLabelMissing, inhibiting('absent(up{namespace="a"})', "sum by (namespace) (ALERTS)")),
    ).toEqual([]);
    const set = inhibiting("sum(up) < 1", "sum(up) < 2").replaceAll(
      /severity: (critical|warning)/g,
      "$&, namespace: web",
    );
    expect(said(inhibitionLabelMissing, set)).toEqual([]);
    const prometheus = `
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata: { name: main, namespace: monitoring }
spec: { ruleSelector: {}, externalLabels: { namespace: web } }
`;
    expect(said(inhibitionLabelMissing, `${inhibiting("sum(up) < 1", "sum(up) < 2")}---${prometheus}`)).toEqual([]);
  });

  it("takes no offence where both lack one label, agree in another, and others have it", () => {
    const many = inhibiting("sum by (job) (ALERTS)", "sum by (job) (ALERTS)", "[job, namespace]")
      .replace("alertname =~ WebSlow", "alertname =~ WebSlow|Watchdog")
      .replace("severity: none", "severity: none, job: web, namespace: web")
      .replace("alertname = WebDown", "severity =~ critical|none");
    expect(said(inhibitionLabelMissing, many)).toEqual([]);
  });
});

describe("receiver-unknown and time-interval-unknown", () => {
  it("find names that nothing has", () => {
    expect(said(receiverUnknown, changed("- receiver: pager", "- receiver: pagr"))).toEqual([
      'Secret alertmanager-main | stringData["alertmanager.yaml"].route.routes[1].receiver | pagr | no receiver has this name: did you mean pager?',
    ]);
    expect(said(timeIntervalUnknown, changed("[night]", "[nigt]"))).toEqual([
      'Secret alertmanager-main | stringData["alertmanager.yaml"].route.routes[1] | nigt | no time interval has this name: did you mean night?',
    ]);
  });
});

describe("template-does-not-parse", () => {
  it.each([
    ["{{ $labels.pod", "is not closed"],
    ["{{ $label.pod }}", "$label.pod is not defined"],
    ["{{ $value | humanise }}", "there is no function humanise"],
    ["{{ if $value }}", "{{ if }} has no {{ end }}"],
    ["{{ end }}", "end without a block"],
    ["{{ $value | }}", "a command is missing after |"],
    ['{{ printf "%d" ($value }}', "a parenthesis is not closed"],
    ["{{ }}", "an empty action"],
  ])("finds %s", (text, what) =>
    expect(said(templateDoesNotParse, changed("{{ $labels.pod }}", text.replaceAll('"', '\\"')))[0]).toContain(what),
  );

  it.each([
    '{{ with printf \\"up{job=%q}\\" $labels.job | query }}{{ . | first | value | humanize }}{{ else }}none{{ end }}',
    "{{- range $i, $e := query `up` -}}{{ $i }}{{ $e.Value }}{{- end -}}",
    "{{/* a comment */}}{{ $externalURL }}{{ 1.5e3 | humanizeDuration }}",
    '{{ if and (eq $value 1.0) (ne .Labels.a \\"}}\\") }}a{{ else if gt $value 2.0 }}b{{ end }}',
  ])("takes %s", (text) => expect(said(templateDoesNotParse, changed("{{ $labels.pod }}", text))).toEqual([]));

  it("looks into messages, too", () =>
    expect(said(templateDoesNotParse, changed("{{ range .Alerts }}", "{{ rang .Alerts }}"))[0]).toContain(
      "slack_configs[0].text",
    ));
});
