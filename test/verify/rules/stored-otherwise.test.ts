import { describe, expect, it } from "vitest";
import { matchManyToMany } from "../../../lib/verify/rules/match-many-to-many.ts";
import { matcherMatchesNothing } from "../../../lib/verify/rules/matcher-matches-nothing.ts";
import { scrapeClassUnknown } from "../../../lib/verify/rules/scrape-class-unknown.ts";
import { seriesUnknown } from "../../../lib/verify/rules/series-unknown.ts";
import { said } from "../given.ts";
import { found, given } from "./asking.ts";

describe("a series under another name", () => {
  const renamed = (regex: string, replacement: string) =>
    `[{ sourceLabels: [__name__], regex: ${regex}, targetLabel: __name__, replacement: '${replacement}' }]`;
  const unknown = (expr: string, steps: string) => found(seriesUnknown, expr, undefined, steps);

  it.each([
    [renamed("alertmanager_alerts", "alerts_now"), "alerts_now > 1"],
    [renamed("alertmanager_(al.*)", "am_$1"), "am_alerts > 1"],
    [renamed("alertmanager_(al.*)", "am_$" + "{1}"), "am_alerts > 1"],
  ])("is found: %s", (steps, expr) => expect(unknown(expr, steps)).toEqual([]));

  it("has its old one no more", () =>
    expect(unknown("alertmanager_alerts > 1", renamed("alertmanager_alerts", "alerts_now"))).toEqual([
      "alertmanager_alerts | ServiceMonitor monitoring/alertmanager stores alertmanager_alerts as alerts_now: see spec.endpoints[0]",
    ]));

  it("is still looked for under the new one", () =>
    expect(unknown("alerts_then > 1", renamed("alertmanager_alerts", "alerts_now"))).toHaveLength(1));
});

describe("a scrape class", () => {
  const classes = (text: string) => (yaml: string) =>
    yaml.replace("serviceMonitorSelector: {}", `serviceMonitorSelector: {}, scrapeClasses: ${text}`);
  const named = (name: string) => (yaml: string) =>
    yaml.replace("endpoints: [{ port: web", `scrapeClass: ${name}\n  endpoints: [{ port: web`);
  const labelled = "relabelings: [{ targetLabel: zone, replacement: a }]";
  const asking = (expr: string, ...changes: readonly ((yaml: string) => string)[]) =>
    changes.reduce((yaml, change) => change(yaml), given(expr));
  const inZone = 'alertmanager_alerts{zone="a"} > 1';

  it("gives targets labels where it is the default", () => {
    expect(said(matcherMatchesNothing, asking(inZone))).toHaveLength(1);
    expect(said(matcherMatchesNothing, asking(inZone, classes(`[{ name: own, default: true, ${labelled} }]`)))).toEqual(
      [],
    );
    expect(said(matcherMatchesNothing, asking(inZone, classes(`[{ name: own, ${labelled} }]`)))).toHaveLength(1);
  });

  it("gives them where a monitor names it", () =>
    expect(said(matcherMatchesNothing, asking(inZone, classes(`[{ name: own, ${labelled} }]`), named("own")))).toEqual(
      [],
    ));

  it("drops series", () =>
    expect(
      said(
        seriesUnknown,
        asking(
          "alertmanager_alerts > 1",
          classes(
            "[{ name: own, default: true, metricRelabelings: [{ sourceLabels: [__name__], regex: alertmanager_alerts, action: drop }] }]",
          ),
        ),
      ),
    ).toEqual([expect.stringContaining("drops alertmanager_alerts")]));

  it("is one of the Prometheus", () => {
    const unknown = (...changes: readonly ((yaml: string) => string)[]) =>
      said(scrapeClassUnknown, asking("up", ...changes));
    expect(unknown(named('""'))).toEqual([]);
    expect(unknown(classes("[{ name: secure }]"), named("secure"))).toEqual([]);
    expect(unknown(named("secure"))).toEqual([
      "ServiceMonitor alertmanager | spec.scrapeClass | secure | Prometheus monitoring/main has no such class: it has none",
    ]);
    expect(unknown(classes("[{ name: secure }]"), named("secrue"))).toEqual([
      "ServiceMonitor alertmanager | spec.scrapeClass | secrue | Prometheus monitoring/main has no such class: it has secure: did you mean secure?",
    ]);
  });
});

describe("a native histogram", () => {
  const expr = "histogram_quantile(0.9, sum(rate(alertmanager_http_request_duration_seconds[5m]))) > 1";
  const unknown = (field: string) =>
    said(seriesUnknown, given(expr).replace("scrapeInterval: 30s", `scrapeInterval: 30s, ${field}`));

  it("is none where nobody asks for them", () =>
    expect(unknown("shards: 1")).toEqual([
      expect.stringMatching(/did you mean alertmanager_http_request_duration_seconds_bucket\?/),
    ]));

  it.each(["scrapeNativeHistograms: true", "enableFeatures: [native-histograms]"])("may be there with %s", (field) =>
    expect(unknown(field)).toEqual([
      expect.stringMatching(/^\(.*takes native histograms, of which this may be one\)$/),
    ]),
  );
});

it("is not sure of what others send, however complete the objects are", () =>
  expect(
    said(seriesUnknown, given("orders_total > 1").replace("scrapeInterval: 30s", "enableRemoteWriteReceiver: true"), {
      complete: true,
    }),
  ).toEqual([expect.stringMatching(/takes series that others send\)$/)]));

/** node-exporter as others scrape it: the recording's monitor named the node, this one does not. */
const nodes = (expr: string) => `
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata: { name: main, namespace: monitoring }
spec: { serviceMonitorSelector: {}, ruleSelector: {} }
---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: node-exporter, namespace: monitoring }
spec:
  template:
    metadata: { labels: { app: node-exporter } }
    spec: { containers: [{ name: main, image: "quay.io/prometheus/node-exporter:v1.12.1", ports: [{ name: web, containerPort: 9100 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: node-exporter, namespace: monitoring, labels: { app: node-exporter } }
spec: { selector: { app: node-exporter }, ports: [{ name: web, port: 9100, targetPort: web }] }
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: node-exporter, namespace: monitoring }
spec: { selector: { matchLabels: { app: node-exporter } }, endpoints: [{ port: web }] }
---
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: rules, namespace: monitoring }
spec: { groups: [{ name: g, rules: [{ alert: Asks, expr: ${JSON.stringify(expr)} }] }] }
`;

it("tells series apart by their instance where the label of the recording is not there", () => {
  expect(
    said(matchManyToMany, nodes("node_cpu_seconds_total / on (instance) node_filesystem_avail_bytes > 1")),
  ).toEqual([expect.stringContaining("many-to-many")]);
  expect(said(matchManyToMany, nodes("node_load1 / on (instance) node_load5 > 1"))).toEqual([]);
  expect(said(matchManyToMany, nodes("node_load1 / on (job) node_load5 > 1"))).toHaveLength(1);
});

describe("a namespace that is enforced", () => {
  const rules = (namespace: string, record: string, expr: string) => `---
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: more, namespace: ${namespace} }
spec: { groups: [{ name: g, rules: [{ record: "${record}", expr: ${JSON.stringify(expr)} }] }] }
`;
  const enforcing = (more: string, fields = "") =>
    said(
      matcherMatchesNothing,
      given("up == 0").replace(
        "ruleSelector: {}",
        `ruleSelector: {}, ruleNamespaceSelector: {}, enforcedNamespaceLabel: namespace${fields}`,
      ) + more,
    );

  it("is asked for in each selector of its rules", () => {
    expect(enforcing("")).toEqual([]);
    expect(enforcing(rules("monitoring", "a:alerts", "alertmanager_alerts"))).toEqual([]);
    expect(enforcing(rules("shop", "a:alerts", 'alertmanager_alerts{namespace="monitoring"}'))).toEqual([
      'PrometheusRule more | spec.groups[0].rules[0].expr (a:alerts) | namespace="shop" | alertmanager_alerts has no such namespace: it has monitoring; the operator asks for namespace="shop" in each selector',
    ]);
  });

  it("is not asked for where its rules are left out", () => {
    const excluded = (namespace: string) =>
      enforcing(
        rules("shop", "a:alerts", "alertmanager_alerts"),
        `, excludedFromEnforcement: [{ resource: prometheusrules, namespace: ${namespace}, name: '' }]`,
      );
    expect(excluded("shop")).toEqual([]);
    expect(excluded("other")).toHaveLength(1);
  });

  it("stands in what is recorded there", () => {
    const own = rules("shop", "shop:one", "vector(1)");
    const asking = rules("shop", "shop:two", "shop:one").replace("name: more", "name: others");
    const fields = given("up == 0").replace(
      "ruleSelector: {}",
      "ruleSelector: {}, ruleNamespaceSelector: {}, enforcedNamespaceLabel: namespace",
    );
    expect(said(seriesUnknown, fields + own + asking)).toEqual([]);
    expect(said(matcherMatchesNothing, fields + own + asking)).toEqual([]);
    const elsewhere = asking.replace("namespace: shop", "namespace: monitoring");
    expect(said(seriesUnknown, fields + own + elsewhere)).toHaveLength(1);
  });
});
