import { expect, it } from "vitest";
import { matcherMatchesNothing } from "../../../lib/verify/rules/matcher-matches-nothing.ts";
import { seriesUnknown } from "../../../lib/verify/rules/series-unknown.ts";
import { said } from "../given.ts";
import { given } from "./asking.ts";

const prometheus = (name: string, spec: string) => `
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata: { name: ${name}, namespace: monitoring }
spec: { ${spec} }
---
`;
const none = "serviceMonitorSelector: { matchLabels: { of: nobody } }";
const others = { matchLabels: { of: "another" } };

/** The objects of one Prometheus, with a second one that scrapes nothing of them. */
const among = (expr: string, first: string, second: string) =>
  given(expr)
    .replace("ruleSelector: {}", first)
    .replace("---", `---${prometheus("second", `${none}, ${second}`)}`);
const line = (what: string, value = "alertmanager_alerts") =>
  `PrometheusRule rules | spec.groups[0].rules[1].expr (Asks) | ${value} | ${what}, as Prometheus monitoring/second sees it: another Prometheus has it: let that one evaluate the rule, or let this one select the monitor or rule which gives it`;
const unknown = "no recording rule and no scraped exporter gives this series";
const ofSecond = `ruleSelector: ${JSON.stringify(others)}`;

const thin = `
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: thin, namespace: monitoring, labels: { of: nobody } }
spec:
  selector: { matchLabels: { app: alertmanager } }
  endpoints: [{ port: web, metricRelabelings: [{ action: drop, sourceLabels: [__name__], regex: alertmanager_alerts }] }]
---`;

it("judges a rule by what the Prometheus that evaluates it scrapes", () => {
  const asking = (first: string, second: string, more = "---") =>
    said(seriesUnknown, among("alertmanager_alerts > 1", first, second).replace("---", more));
  expect(asking("ruleSelector: {}", ofSecond)).toEqual([]);
  // Where it scrapes none of the objects, it may scrape others.
  expect(asking(ofSecond, "ruleSelector: {}").every((each) => each.startsWith("("))).toBe(true);
  expect(asking(ofSecond, "ruleSelector: {}", `---${thin}`)).toEqual([
    line("ServiceMonitor monitoring/thin drops alertmanager_alerts: see spec.endpoints[0]"),
  ]);
});

it("knows what it records itself", () => {
  const asking = (first: string, second: string) =>
    said(seriesUnknown, among("pod:notifications:rate5m > 1", first, second));
  expect(asking("ruleSelector: {}", ofSecond)).toEqual([]);
  // It records it, though out of nothing.
  expect(asking(ofSecond, "ruleSelector: {}").join()).not.toContain("(Asks)");
});

it("is content where one of those who evaluate it has the series", () =>
  expect(said(seriesUnknown, among("alertmanager_alerts > 1", "ruleSelector: {}", "ruleSelector: {}"))).toEqual([]));

it("finds what nobody has, as before", () =>
  expect(said(seriesUnknown, among("alertmanager_alert > 1", "ruleSelector: {}", "ruleSelector: {}"))).toEqual([
    expect.stringContaining(`alertmanager_alert | ${unknown}`),
  ]));

it("is content where series come by other ways", () => {
  for (const way of [
    "enableRemoteWriteReceiver: true",
    "enableOTLPReceiver: true",
    "remoteRead: [{ url: 'http://a' }]",
  ])
    expect(said(seriesUnknown, among("alertmanager_alerts > 1", ofSecond, `ruleSelector: {}, ${way}`))).toEqual([]);
});

const scrapesOwn = "additionalScrapeConfigs: { name: scrapes, key: scrapes.yaml }";
const ownScrapes = `---
apiVersion: v1
kind: Secret
metadata: { name: scrapes, namespace: monitoring }
stringData: { scrapes.yaml: "[{ job_name: own, static_configs: [{ targets: [localhost] }] }]" }
`;

it("judges values, too", () => {
  const second = (expr: string) => among(expr, ofSecond, `ruleSelector: {}, ${scrapesOwn}`) + ownScrapes;
  expect(said(matcherMatchesNothing, second('up{job="own"} == 0'))).toEqual([]);
  expect(said(matcherMatchesNothing, second('up{job="alertmanager"} == 0'))).toEqual([
    line("up has no such job: it has own", 'job="alertmanager"'),
  ]);
});

it("takes what a federation passes on for anything", () => {
  const federated = given("alertmanager_new > 1").replace("port: web,", "port: web, path: /federate,");
  expect(said(seriesUnknown, federated).filter((each) => !each.startsWith("("))).toEqual([]);
});

it("asks for the namespace that is enforced where all that evaluate a rule have it", () => {
  const asking = (expr: string, first: string, second: string, namespace = "monitoring") =>
    said(
      matcherMatchesNothing,
      among(expr, first, `ruleSelector: {}, ${scrapesOwn}, ${second}`)
        .replace("{ name: rules, namespace: monitoring", `{ name: rules, namespace: ${namespace}`)
        .concat(ownScrapes),
    );
  const enforced = "enforcedNamespaceLabel: namespace";
  // A static target has no namespace, which only series of the first one have.
  const lacks = 'up has no label namespace; the operator asks for namespace="monitoring" in each selector';
  const own = 'up{job="own"} == 0';
  expect(asking(own, ofSecond, enforced)).toEqual([line(lacks, 'namespace="monitoring"')]);
  expect(asking(own, `${ofSecond}, ${enforced}`, "replicas: 1")).toEqual([]);

  const everywhere = "ruleNamespaceSelector: {}";
  const inShop = (second: string) => asking("up == 0", `ruleSelector: {}, ${everywhere}, ${enforced}`, second, "shop");
  expect(inShop(everywhere)).toEqual([]);
  expect(inShop(`${everywhere}, ${enforced}`)).toEqual([expect.stringContaining('namespace="shop"')]);
});
