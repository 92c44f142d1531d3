import { describe, expect, it } from "vitest";
import { addressUnknown } from "../../../lib/verify/rules/address-unknown.ts";
import { dependencyNotReachable } from "../../../lib/verify/rules/dependency-not-reachable.ts";
import { discoveryForbidden } from "../../../lib/verify/rules/discovery-forbidden.ts";
import { labelLost } from "../../../lib/verify/rules/label-lost.ts";
import { matcherMatchesNothing } from "../../../lib/verify/rules/matcher-matches-nothing.ts";
import { prometheusFileRefused } from "../../../lib/verify/rules/prometheus-file-refused.ts";
import { recordingTwice } from "../../../lib/verify/rules/recording-twice.ts";
import { ruleFileNotLoaded } from "../../../lib/verify/rules/rule-file-not-loaded.ts";
import { ruleRefused } from "../../../lib/verify/rules/rule-refused.ts";
import { seriesUnknown } from "../../../lib/verify/rules/series-unknown.ts";
import { targetNotReachable } from "../../../lib/verify/rules/target-not-reachable.ts";
import { targetScrapedTwice } from "../../../lib/verify/rules/target-scraped-twice.ts";
import { said } from "../given.ts";
import { policy } from "./monitoring-objects.ts";
import { alert, type Given, itself, prometheus, scrapes } from "./plain-objects.ts";

/** A program with annotations, and two ports. */
const web = (annotations: string, more = "") => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: m }
spec:
  template:
    metadata: { labels: { app: web }, annotations: { ${annotations} } }
    spec: { containers: [{ name: web, image: web, ports: [{ containerPort: 8000 }, { containerPort: 8001 }] }] }
---
${more}`;

const annotated = `- job_name: pods
  kubernetes_sd_configs: [{ role: pod }]
  relabel_configs:
    - { source_labels: [__meta_kubernetes_pod_annotation_prometheus_io_scrape], action: keep, regex: true }
    - { source_labels: [__meta_kubernetes_pod_annotation_prometheus_io_path], regex: (.+), target_label: __metrics_path__ }
    - source_labels: [__address__, __meta_kubernetes_pod_annotation_prometheus_io_port]
      regex: ([^:]+)(?::\\d+)?;(\\d+)
      replacement: $1:$2
      target_label: __address__`;

describe("what it scrapes", () => {
  const closed = policy("closed", "m", "podSelector: { matchLabels: { app: web } }, policyTypes: [Ingress]");
  const scraped = (annotations: string) =>
    said(targetNotReachable, prometheus({ config: scrapes(annotated) }) + web(annotations, closed)).map((line) =>
      [line.split(" | ")[2], ...(/; nor to \d+ more/.exec(line) ?? [])].join(""),
    );

  it("are the pods whose annotations say so, each at the port that they name", () => {
    expect(scraped("")).toEqual([]);
    expect(scraped("prometheus.io/scrape: 'false'")).toEqual([]);
    expect(scraped("prometheus.io/scrape: 'true'")).toEqual(["8000; nor to 1 more"]);
    expect(scraped("prometheus.io/scrape: 'true', prometheus.io/port: '9100'")).toEqual(["9100"]);
  });

  it("are those that a mesh annotates, perhaps", () => {
    const unknown = (annotations: string) =>
      said(
        seriesUnknown,
        prometheus({ config: scrapes(itself, annotated), rules: alert("orders_total > 1") }) + web(annotations),
      );
    expect(unknown("a: b")).toEqual([expect.stringMatching(/^ConfigMap/)]);
    expect(unknown("sidecar.istio.io/inject: 'true'")).toEqual([expect.stringMatching(/^\(.*web has no contract\)$/)]);
  });

  it("is a Service of its namespace that a target names, with what answers there", () => {
    const other = "- { job_name: other, static_configs: [{ targets: ['web:80'] }] }";
    const service = `
apiVersion: v1
kind: Service
metadata: { name: web, namespace: m }
spec: { selector: { app: web }, ports: [{ port: 80, targetPort: 8001 }] }
---
`;
    const given = (config: string) => prometheus({ config: scrapes(config) }) + web("", closed + service);
    expect(said(targetNotReachable, given(other)).map((line) => line.split(" | ")[2])).toEqual(["8001"]);
    expect(said(dependencyNotReachable, given(other))).toEqual([]);
    expect(said(addressUnknown, given(other))).toEqual([]);
    expect(said(addressUnknown, given(other.replace("web:80", "wbe:80")))).toEqual([
      'ConfigMap config | data["prometheus.yml"].scrape_configs[0] (other) | wbe:80 | no Service of namespace m has this name',
    ]);
    expect(said(addressUnknown, given(other.replace("web:80", "web.m:8001")))).toEqual([
      'ConfigMap config | data["prometheus.yml"].scrape_configs[0] (other) | web.m:8001 | Service m/web has no port 8001: it has 80',
    ]);
    const probed = `- job_name: other\n  static_configs: [{ targets: [wbe] }]\n  relabel_configs: [{ target_label: __address__, replacement: "prober:9115" }]`;
    expect(said(addressUnknown, given(probed))).toEqual([]);
  });

  it("is told once where two jobs find the same, however many pods that are", () => {
    const twice = prometheus({ config: scrapes(annotated, annotated.replace("pods", "again")) });
    const annotations = "prometheus.io/scrape: 'true'";
    expect(said(targetScrapedTwice, twice + web(annotations))).toEqual([
      'ConfigMap config | data["prometheus.yml"].scrape_configs[1] (again) | Deployment m/web port 8000 /metrics and 1 more | ConfigMap m/config data["prometheus.yml"].scrape_configs[0] (pods) scrapes the same',
    ]);
  });

  it("is found with roles that let it look", () =>
    expect(said(discoveryForbidden, prometheus({ config: scrapes(annotated) }), { complete: true })).toEqual([
      "Deployment prometheus | spec.template.spec.serviceAccountName | default | it may not list and watch pods in all namespaces, where job pods of ConfigMap m/config looks for targets",
    ]));
});

describe("what its rules ask for", () => {
  const unknown = (given: Given) => said(seriesUnknown, prometheus(given));

  it("is what it scrapes", () => {
    expect(unknown({ rules: alert("prometheus_http_requests_total > 1") })).toEqual([]);
    expect(unknown({ rules: alert("orders_total > 1") })).toHaveLength(1);
    expect(unknown({ rules: alert("prometheus_htp_requests_total > 1") })).toEqual([
      expect.stringMatching(
        /^ConfigMap rules \| data\["alerts.yml"\]\.groups\[0\]\.rules\[0\]\.expr \(A\) \| prometheus_htp_/,
      ),
    ]);
  });

  it.each<[string, Given]>([
    ["another configuration is mounted", { args: "--config.file=/config/other.yml" }],
    ["others send it series", { args: "--web.enable-remote-write-receiver" }],
    ["it asks others", { config: `${scrapes(itself)}\nremote_read: [{ url: "http://a.example" }]` }],
    ["more scrapes stand elsewhere", { config: `scrape_config_files: [more.yml]\n${scrapes(itself)}` }],
    ["another discovery finds more", { config: scrapes("- { job_name: a, consul_sd_configs: [{}] }") }],
  ])("is not sure where %s", (_, given) =>
    expect(unknown({ rules: alert("orders_total > 1"), ...given }).every((line) => line.startsWith("("))).toBe(true),
  );

  it("is another thing than what rules of an operator's Prometheus ask for", () => {
    const monitored = `
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: rules, namespace: m }
spec:
  groups: [{ name: g, rules: [{ alert: A, expr: 'up{job="own"} == 0', annotations: { summary: "{{ $labels.pod }}" } }] }]
---
`;
    expect(said(labelLost, prometheus({}) + monitored)).toEqual([]);
    expect(
      said(
        labelLost,
        prometheus({ rules: alert('up{job="own"} == 0', ", annotations: { summary: '{{ $labels.pod }}' }") }),
      ),
    ).toEqual([expect.stringContaining("it shows the label pod")]);
  });

  it("is sought in vain where its job finds nothing", () => {
    const sought = (annotations: string) =>
      said(
        matcherMatchesNothing,
        prometheus({ config: scrapes(itself, annotated), rules: alert('up{job="pods"} == 0') }) + web(annotations),
      );
    expect(sought("prometheus.io/scrape: 'true'")).toEqual([]);
    expect(sought("a: b")).toEqual([
      expect.stringContaining('job="pods" | the job pods finds no target: let its discovery'),
    ]);
  });

  it("is recorded once", () => {
    const record = "{ record: 'a:up', expr: sum(up) }";
    expect(
      said(recordingTwice, prometheus({ rules: `groups: [{ name: g, rules: [${record}, ${record}] }]` })),
    ).toHaveLength(1);
  });
});

describe("its files", () => {
  const lost = (given: Given) => said(ruleFileNotLoaded, prometheus({ rules: alert("up == 0"), ...given }));

  it("are loaded", () => expect(lost({})).toEqual([]));

  it("are named where nothing is mounted", () =>
    expect(lost({ config: "rule_files: [/rules/alert.yml]" })).toEqual([
      'ConfigMap config | data["prometheus.yml"].rule_files[0] | /rules/alert.yml | Deployment m/prometheus has no such file: did you mean /rules/alerts.yml?',
    ]));

  it("are mounted and not named", () =>
    expect(lost({ config: "scrape_configs: []" })).toEqual([
      'ConfigMap rules | data["alerts.yml"] | /rules/alerts.yml | rule_files of ConfigMap m/config does not name it',
    ]));

  it("may be there where something else is mounted", () =>
    expect(lost({ volumes: "[{ name: config, configMap: { name: config } }, { name: rules, emptyDir: {} }]" })).toEqual(
      [],
    ));

  it.each([
    ["no YAML", { config: "scrape_configs: [}" }, 'ConfigMap config | data["prometheus.yml"] | it is no YAML'],
    ["no YAML among the rules", { rules: "groups: [}" }, 'ConfigMap rules | data["alerts.yml"] | it is no YAML'],
    [
      "a field that it does not know",
      { config: "scrape_confgs: []" },
      'data["prometheus.yml"].scrape_confgs | Prometheus knows no such field: did you mean scrape_configs?',
    ],
    [
      "a field at another place",
      { config: scrapes("- { job_name: a, labels: { b: c } }") },
      "scrape_configs[0].labels | Prometheus knows no such field",
    ],
    ["two jobs of one name", { config: scrapes(itself, itself) }, "another scrape has this job_name, too"],
    ["a job without name", { config: scrapes("- { static_configs: [] }") }, "a scrape has no job_name"],
  ])("are refused with %s", (_, given, what) =>
    expect(said(prometheusFileRefused, prometheus(given))).toEqual([expect.stringContaining(what)]),
  );

  it("are others in the first version", () =>
    expect(said(prometheusFileRefused, prometheus({ rules: "groups: [}", image: "v1.8.2" }))).toEqual([]));

  it.each([
    "global: { scrape_interval: 15s, external_labels: { a: b } }",
    "alerting: { alertmanagers: [{ api_version: v2, kubernetes_sd_configs: [{ role: pod, anything: at all }], relabel_configs: [{ regex: a, action: drop }] }] }",
    "scrape_configs: [{ job_name: a, params: { module: [b] }, basic_auth: { username: c }, tls_config: { ca_file: d }, static_configs: [{ targets: [e], labels: { f: g } }] }]",
    "remote_write: [{ anything: at all }]\nstorage: { tsdb: { out_of_order_time_window: 1h } }",
  ])("may have what Prometheus reads: %s", (config) =>
    expect(said(prometheusFileRefused, prometheus({ config }))).toEqual([]),
  );

  it("are taken", () => expect(said(prometheusFileRefused, prometheus({}))).toEqual([]));
});

describe("a rule", () => {
  const refused = (rule: string, more = "") =>
    said(
      ruleRefused,
      `apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: { name: r, namespace: m }\nspec: { groups: [{ name: g, rules: [${rule}] }${more}] }`,
    );

  it.each([
    "{ alert: A, expr: up, for: 5m, keep_firing_for: 5m, annotations: { summary: a }, labels: { a: b } }",
    "{ record: 'a:b', expr: 1, labels: { a: b } }",
  ])("is taken: %s", (rule) => expect(refused(rule)).toEqual([]));

  it.each([
    ["{ expr: up }", "it neither records nor alerts"],
    ["{ record: a, alert: B, expr: up }", "it records a and alerts"],
    ["{ alert: A }", "it has no expr"],
    ["{ record: 'up{}', expr: up }", "a name has no braces"],
    ["{ record: a, expr: up, for: 5m }", "it has for, which only alerts have"],
    ["{ record: a, expr: up, keep_firing_for: 5m }", "it has keep_firing_for"],
    ["{ record: a, expr: up, annotations: { a: b } }", "it has annotations"],
    ["{ alert: A, expr: up, labels: { __name__: a } }", "its labels set __name__"],
  ])("is refused: %s", (rule, what) => expect(refused(rule)).toEqual([expect.stringContaining(what)]));

  it.each([
    [", { name: g }", "g | another group has it, too"],
    [", { rules: [] }", "spec.groups[1] | the group has no name"],
  ])("is refused for its groups: %s", (more, what) =>
    expect(refused("{ alert: A, expr: up }", more)).toEqual([expect.stringContaining(what)]),
  );
});
