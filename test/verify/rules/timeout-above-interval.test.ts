import { expect, it } from "vitest";
import { timeoutAboveInterval } from "../../../lib/verify/rules/timeout-above-interval.ts";
import { said } from "../given.ts";

const resource = (kind: string, spec: string) =>
  `apiVersion: monitoring.coreos.com/v1\nkind: ${kind}\nmetadata: { name: web, namespace: shop }\nspec: { ${spec} }\n`;
const of = (...objects: readonly string[]) => said(timeoutAboveInterval, objects.join("---\n"));
const prometheus = (fields: string) =>
  resource("Prometheus", `serviceMonitorSelector: {}, probeSelector: {}, ${fields}`);
const monitor = (fields: string) =>
  resource("ServiceMonitor", `endpoints: [{ port: http }, { port: http, ${fields} }]`);

it("takes a timeout that is no longer than the interval, and none", () => {
  expect(of(prometheus("scrapeInterval: 1m, scrapeTimeout: 60s"), monitor("scrapeTimeout: 1m"))).toEqual([]);
  expect(of(prometheus("scrapeInterval: 5s"), monitor("path: /metrics"))).toEqual([]);
});

it("finds one that is longer than the interval beside it", () =>
  expect(of(prometheus("scrapeInterval: 1m"), monitor("interval: 15s, scrapeTimeout: 30s"))).toEqual([
    "ServiceMonitor web | spec.endpoints[1].scrapeTimeout | 30s | the interval is 15s",
  ]));

it("finds one that is longer than the interval of a Prometheus that selects it", () => {
  expect(of(prometheus("scrapeInterval: 15s"), monitor("scrapeTimeout: 20s"))).toEqual([
    "ServiceMonitor web | spec.endpoints[1].scrapeTimeout | 20s | the scrapeInterval of web is 15s",
  ]);
  expect(of(prometheus("replicas: 1"), resource("Probe", "scrapeTimeout: 31s"))).toEqual([
    "Probe web | spec.scrapeTimeout | 31s | the scrapeInterval of web is 30s",
  ]);
  expect(of(resource("Prometheus", "scrapeInterval: 15s"), monitor("scrapeTimeout: 20s"))).toEqual([]);
});

it("finds a Prometheus whose own timeout is longer", () =>
  expect(of(prometheus("scrapeInterval: 10s, scrapeTimeout: 20s"))).toEqual([
    "Prometheus web | spec.scrapeTimeout | 20s | the scrapeInterval of web is 10s",
  ]));
