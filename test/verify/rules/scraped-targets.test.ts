import { describe, expect, it } from "vitest";
import type { Rule } from "../../../lib/verify/rule.ts";
import { alertmanagerConfigNotSelected } from "../../../lib/verify/rules/alertmanager-config-not-selected.ts";
import { matcherMatchesNothing } from "../../../lib/verify/rules/matcher-matches-nothing.ts";
import { sampleLimitTooLow } from "../../../lib/verify/rules/sample-limit-too-low.ts";
import { seriesUnknown } from "../../../lib/verify/rules/series-unknown.ts";
import { windowTooShort } from "../../../lib/verify/rules/window-too-short.ts";
import { said } from "../given.ts";
import { given } from "./asking.ts";

type Fields = Readonly<Record<string, unknown>>;

const resource = (kind: string, spec: Fields) =>
  `---\n${JSON.stringify({ apiVersion: "monitoring.coreos.com/v1", kind, metadata: { name: "web", namespace: "monitoring" }, spec })}\n`;

/** What is said of a matcher of `up`, without where it stands. */
const ofUp = (matcher: string, change: (yaml: string) => string = (yaml) => yaml) =>
  said(matcherMatchesNothing, change(given(`up{${matcher}}`))).map((line) => line.replace(/^.*\(Asks\) \| /, ""));

const endpoint = (fields: string) => (yaml: string) =>
  yaml.replace("port: web, metric", `port: web, ${fields}, metric`);
const prometheus = (fields: string) => (yaml: string) =>
  yaml.replace("ruleSelector: {}", `ruleSelector: {}, ${fields}`);
const beside = (more: string, fields: string) => (yaml: string) => prometheus(fields)(yaml) + more;

describe("a target of a monitor", () => {
  it("is not there when relabelling drops it", () => {
    const dropping = (regex: string) =>
      ofUp('job="alertmanager"', (yaml) =>
        endpoint(`relabelings: [{ action: drop, sourceLabels: [namespace], regex: ${regex} }]`)(
          beside(resource("Probe", {}), "probeSelector: {}")(yaml),
        ),
      );
    expect(dropping("shop")).toEqual([]);
    expect(dropping("monitoring")).toEqual([expect.stringContaining("it has probe/monitoring/web")]);
  });

  it("has the instance that relabelling gives it", () => {
    const fixed = endpoint("relabelings: [{ targetLabel: instance, replacement: one }]");
    expect(ofUp('instance="one"', fixed)).toEqual([]);
    expect(ofUp('instance="two"', fixed)).toEqual([expect.stringContaining("it has one")]);
    expect(ofUp('instance="two"')).toEqual([]);
  });

  it("may have any label where values that are not known name one", () => {
    const ofAlerts = (change: (yaml: string) => string) =>
      said(matcherMatchesNothing, change(given('alertmanager_alerts{zone="a"}'))).length;
    expect(ofAlerts((yaml) => yaml)).toBe(1);
    expect(ofAlerts(endpoint('relabelings: [{ sourceLabels: [pod], targetLabel: "$1" }]'))).toBe(0);
  });

  it("may have any label in `up`, too, that comes of labels which are not among the objects", () => {
    const mapping = (what: string) =>
      ofUp('team="a"', endpoint(`relabelings: [{ action: labelmap, regex: __meta_kubernetes_${what}_label_(.+) }]`));
    expect(ofUp('team="a"')).toHaveLength(1);
    expect(mapping("node")).toEqual([]);
    expect(mapping("(node|service)")).toEqual([]);
    expect(mapping("service")).toHaveLength(1);
  });

  it("is in the namespace that its Prometheus enforces", () => {
    // The rule asks as it is written: in others the operator puts its own namespace there.
    const enforcing = prometheus(
      "enforcedNamespaceLabel: tenant, excludedFromEnforcement: [{ resource: prometheusrules, namespace: monitoring }]",
    );
    expect(ofUp('tenant="monitoring"', enforcing)).toEqual([]);
    expect(ofUp('tenant="shop"', enforcing)).toEqual([expect.stringContaining("it has monitoring")]);
    expect(ofUp('tenant="monitoring"')).toHaveLength(1);
  });

  it("may be scraped by an agent, which sends its series", () => {
    const byAgent = (spec: Fields) =>
      ofUp(
        'job="alertmanager"',
        (yaml) =>
          prometheus("probeSelector: {}")(yaml).replace("serviceMonitorSelector: {},", "") +
          resource("Probe", {}) +
          resource("PrometheusAgent", spec),
      );
    expect(byAgent({})).toEqual([expect.stringContaining("it has probe/monitoring/web")]);
    expect(byAgent({ serviceMonitorSelector: {} })).toEqual([]);
  });

  it("keeps the labels of its series where it honours them, and Prometheus does not forbid it", () => {
    const honouring = (change: (yaml: string) => string) =>
      said(matcherMatchesNothing, change(given('alertmanager_alerts{state="mine"}'))).length;
    const state = "relabelings: [{ targetLabel: state, replacement: mine }]";
    expect(honouring(endpoint(`honorLabels: false, ${state}`))).toBe(0);
    expect(honouring(endpoint(state))).toBe(0);
    const active = (change: (yaml: string) => string) =>
      said(matcherMatchesNothing, change(given('alertmanager_alerts{state="active"}'))).length;
    expect(active(endpoint(state))).toBe(1);
    expect(active(endpoint(`honorLabels: true, ${state}`))).toBe(0);
    expect(
      active((yaml) => prometheus("overrideHonorLabels: true")(endpoint(`honorLabels: true, ${state}`)(yaml))),
    ).toBe(1);
  });
});

describe("the interval of a scrape", () => {
  const lastingThirty = (change: (yaml: string) => string) =>
    said(windowTooShort, change(given("rate(alertmanager_notifications_total[50s]) > 1"))).filter((line) =>
      line.includes("(Asks)"),
    );

  it("is that of the monitor, or of its Prometheus, or half a minute", () => {
    expect(lastingThirty((yaml) => yaml)).toEqual([expect.stringContaining("scraped every 30s")]);
    expect(lastingThirty(endpoint("interval: 10s"))).toEqual([]);
    expect(lastingThirty((yaml) => yaml.replace("scrapeInterval: 30s", "scrapeInterval: 10s"))).toEqual([]);
    expect(lastingThirty(endpoint("interval: 40s"))).toEqual([expect.stringContaining("scraped every 40s")]);
    expect(lastingThirty((yaml) => yaml.replace(", scrapeInterval: 30s", ""))).toEqual([
      expect.stringContaining("scraped every 30s"),
    ]);
  });
});

describe("a Probe", () => {
  const probing = (targets: Fields, more: Fields = {}) =>
    beside(resource("Probe", { prober: { url: "prober:9115" }, targets, ...more }), "probeSelector: {}");

  it("names its job after itself, or as it is told", () => {
    expect(ofUp('job="probe/monitoring/web"', probing({}))).toEqual([]);
    expect(ofUp('job="shop"', probing({}))).toHaveLength(1);
    expect(ofUp('job="shop"', probing({}, { jobName: "shop" }))).toEqual([]);
  });

  it("has the labels and the relabelling of its static targets", () => {
    expect(ofUp('team="a"', probing({ staticConfig: { labels: { team: "a" } } }))).toEqual([]);
    expect(ofUp('team="a"', probing({ staticConfig: { labels: { team: "b" } } }))).toHaveLength(1);
    const step = { targetLabel: "team", replacement: "a" };
    expect(ofUp('team="a"', probing({ staticConfig: { relabelingConfigs: [step] } }))).toEqual([]);
    expect(ofUp('team="a"', probing({ ingress: { relabelingConfigs: [step] } }))).toEqual([]);
  });
});

describe("a ScrapeConfig", () => {
  const configured = (spec: Fields) => beside(resource("ScrapeConfig", spec), "scrapeConfigSelector: {}");

  it("names its job after itself, or as it is told", () => {
    expect(ofUp('job="scrapeConfig/monitoring/web"', configured({ staticConfigs: [{ targets: ["a"] }] }))).toEqual([]);
    expect(ofUp('job="shop"', configured({ staticConfigs: [{ targets: ["a"] }], jobName: "shop" }))).toEqual([]);
    expect(ofUp('job="shop"', configured({ jobName: "shop" }))).toHaveLength(1);
  });

  it("may be asked for its job by the first step of relabelling", () => {
    const keeping = (regex: string) =>
      configured({
        ...{ jobName: "shop", staticConfigs: [{ targets: ["a"] }] },
        relabelings: [{ action: "keep", sourceLabels: ["job"], regex }],
      });
    expect(ofUp('job="shop"', keeping("shop"))).toEqual([]);
    expect(ofUp('job="shop"', keeping("other"))).toHaveLength(1);
  });

  it("finds what a discovery finds of which nothing is known", () => {
    expect(ofUp('job="shop"', configured({ jobName: "shop", consulSDConfigs: [{ server: "a" }] }))).toEqual([]);
    expect(ofUp('job="shop"', configured({ jobName: "shop", kubernetesSDConfigs: [] }))).toHaveLength(1);
  });

  it("has a limit of its own", () => {
    const limited = (sampleLimit: number) =>
      said(
        sampleLimitTooLow,
        configured({ sampleLimit, kubernetesSDConfigs: [{ role: "Pod", namespaces: { names: ["monitoring"] } }] })(
          given("up").replace("serviceMonitorSelector: {},", ""),
        ),
      );
    expect(limited(5)).toEqual([expect.stringContaining("ScrapeConfig web | spec.sampleLimit | 5")]);
    expect(limited(5000)).toEqual([]);
  });

  it("finds pods in the namespaces that it names, or in its own", () => {
    const found = (namespaces: Fields) =>
      ofUp('job="shop"', configured({ jobName: "shop", kubernetesSDConfigs: [{ role: "Pod", namespaces }] })).length;
    expect(found({ names: ["monitoring"] })).toBe(0);
    expect(found({ names: ["shop"] })).toBe(1);
    expect(found({ ownNamespace: true })).toBe(0);
  });
});

describe("an additional scrape", () => {
  const scraping = (fields: Fields) =>
    beside(
      `---\n${JSON.stringify({
        apiVersion: "v1",
        kind: "Secret",
        metadata: { name: "scrapes", namespace: "monitoring" },
        stringData: {
          "scrapes.yaml": JSON.stringify([{ job_name: "own", static_configs: [{ targets: ["a"] }], ...fields }]),
        },
      })}\n`,
      "additionalScrapeConfigs: { name: scrapes, key: scrapes.yaml }",
    );

  it("is relabelled", () => {
    expect(ofUp('team="a"', scraping({}))).toHaveLength(1);
    expect(ofUp('team="a"', scraping({ relabel_configs: [{ target_label: "team", replacement: "a" }] }))).toEqual([]);
  });

  /** What is said of series of the only Alertmanager where nothing else scrapes it. */
  const alone = (rule: Rule, selector: string, fields: Fields) =>
    said(
      rule,
      scraping({
        kubernetes_sd_configs: [{ role: "pod", namespaces: { names: ["monitoring"] } }],
        static_configs: [],
        ...fields,
      })(given(selector).replace("serviceMonitorSelector: {},", "")),
    ).filter((line) => line.includes("(Asks)") || line.startsWith("Secret"));
  const state = { relabel_configs: [{ target_label: "state", replacement: "mine" }] };

  it("changes its series as it is told", () => {
    const renamed = [{ source_labels: ["state"], regex: "active", target_label: "state", replacement: "firing" }];
    const asking = (fields: Fields) => alone(matcherMatchesNothing, 'alertmanager_alerts{state="firing"}', fields);
    expect(asking({})).toHaveLength(1);
    expect(asking({ metric_relabel_configs: renamed })).toEqual([]);
    const dropped = [{ source_labels: ["__name__"], regex: "alertmanager_alerts", action: "drop" }];
    expect(alone(seriesUnknown, "alertmanager_alerts", {})).toEqual([]);
    expect(alone(seriesUnknown, "alertmanager_alerts", { metric_relabel_configs: dropped })).toHaveLength(1);
  });

  it("keeps the labels of its series where it honours them", () => {
    const active = (fields: Fields) => alone(matcherMatchesNothing, 'alertmanager_alerts{state="active"}', fields);
    expect(active(state)).toHaveLength(1);
    expect(active({ ...state, honor_labels: true })).toEqual([]);
  });

  it("has a limit of its own", () => {
    expect(alone(sampleLimitTooLow, "up", { sample_limit: 5 })).toEqual([expect.stringContaining("| 5 |")]);
    expect(alone(sampleLimitTooLow, "up", { sample_limit: 5000 })).toEqual([]);
    expect(alone(sampleLimitTooLow, "up", {})).toEqual([]);
  });
});

it("an AlertmanagerConfig that an Alertmanager of its namespace names is selected, whatever it selects", () => {
  const named = (name: string, namespace = "monitoring") =>
    said(
      alertmanagerConfigNotSelected,
      resource("Alertmanager", { alertmanagerConfiguration: { name } }).replace('"monitoring"', `"${namespace}"`) +
        resource("AlertmanagerConfig", {}),
    ).length;
  expect(named("web")).toBe(0);
  expect(named("other")).toBe(1);
  expect(named("web", "shop")).toBe(1);
});
