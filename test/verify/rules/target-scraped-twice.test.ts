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
