import { expect, it } from "vitest";
import { targetScrapedTwice } from "../../../lib/verify/rules/target-scraped-twice.ts";
import { said } from "../given.ts";
import { scraping } from "./monitoring-objects.ts";

const another = (spec: string) => `
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: other, namespace: shop }
spec: { selector: { matchLabels: { app: web } }, ${spec} }
---
`;

it("is content with one monitor", () => expect(said(targetScrapedTwice, scraping)).toEqual([]));

it("finds a second monitor of the same port, and a second endpoint", () => {
  expect(said(targetScrapedTwice, scraping + another("endpoints: [{ port: http }]"))).toEqual([
    "ServiceMonitor other | spec.endpoints[0] | Deployment shop/web port 8000 /metrics | ServiceMonitor shop/web spec.endpoints[0] scrapes the same",
  ]);
  expect(said(targetScrapedTwice, scraping + another("endpoints: [{ targetPort: 8000 }]"))).toHaveLength(1);
});

it.each([
  ["another path", "endpoints: [{ port: http, path: /other }]"],
  ["other parameters", "endpoints: [{ port: http, params: { module: [a] } }]"],
  ["no port that there is", "endpoints: [{ port: grpc }]"],
])("takes no offence at %s", (_, spec) => expect(said(targetScrapedTwice, scraping + another(spec))).toEqual([]));

it("finds one endpoint that finds the same pods behind two Services", () =>
  expect(
    said(
      targetScrapedTwice,
      `${scraping}
apiVersion: v1
kind: Service
metadata: { name: web-headless, namespace: shop, labels: { app: web } }
spec: { clusterIP: None, selector: { app: web }, ports: [{ name: http, port: 8000 }] }
`,
    ),
  ).toEqual([
    "ServiceMonitor web | spec.endpoints[0] | Deployment shop/web port 8000 /metrics | it finds the same pods through Service shop/web and Service shop/web-headless",
  ]));

it("takes no offence at two Prometheus, each with a monitor of its own", () => {
  const second = `
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata: { name: second, namespace: shop }
spec: { serviceMonitorSelector: { matchLabels: { of: second } } }
---
`;
  const first = scraping.replace(
    "serviceMonitorSelector: {}",
    "serviceMonitorSelector: { matchExpressions: [{ key: of, operator: DoesNotExist }] }",
  );
  const own = another("endpoints: [{ port: http }]");
  expect(said(targetScrapedTwice, first + second + own)).toHaveLength(1);
  expect(said(targetScrapedTwice, first + second + own.replace("shop }", "shop, labels: { of: second } }"))).toEqual(
    [],
  );
});

it("compares the parameters of PodMonitors as well", () => {
  const pods = (name: string, params: string) =>
    another(`podMetricsEndpoints: [{ port: http${params} }]`)
      .replace("ServiceMonitor", "PodMonitor")
      .replace("name: other", `name: ${name}`);
  const given = scraping.replace(
    "serviceMonitorSelector: {}",
    "podMonitorSelector: {}\n  podMonitorNamespaceSelector: {}",
  );
  expect(said(targetScrapedTwice, given + pods("a", "") + pods("b", ""))).toHaveLength(1);
  expect(said(targetScrapedTwice, given + pods("a", "") + pods("b", ", params: { module: [a] }"))).toEqual([]);
});

it("leaves alone what is outside of the objects", () => {
  const outside = scraping.replace("{ selector: { app: web }, ports:", "{ ports:");
  expect(said(targetScrapedTwice, outside + another("endpoints: [{ port: http }]"))).toEqual([]);
});
