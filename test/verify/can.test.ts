import { expect, it } from "vitest";
import { can } from "../../lib/verify/can.ts";
import { Cluster } from "../../lib/verify/model/cluster.ts";
import { objects } from "./given.ts";
import { policy, scraping } from "./rules/monitoring-objects.ts";

const closed = policy("closed", "shop", "podSelector: { matchLabels: { app: web } }");
const open = policy("open", "shop", "podSelector: {}, ingress: [{ ports: [{ port: http }] }]");
const asked = (yaml: string, from: string, to: string) => can(new Cluster(objects(yaml)), {}, from, to);

it("answers yes with the rule that admits, and translates the port of a Service", () =>
  expect(asked(scraping + closed + open, "monitoring/main", "shop/web:80")).toEqual({
    allowed: true,
    lines: [
      "yes: Prometheus monitoring/main to Deployment shop/web at 8000/TCP",
      "  egress: open, no policy binds it",
      "  ingress: open by NetworkPolicy shop/open spec.ingress[0]",
    ],
  }));

it("answers no with the policies that close", () =>
  expect(asked(scraping + closed, "monitoring/main", "shop/web:8000")).toEqual({
    allowed: false,
    lines: [
      "no: Prometheus monitoring/main to Deployment shop/web at 8000/TCP",
      "  egress: open, no policy binds it",
      "  ingress: closed, no rule lets it through of NetworkPolicy shop/closed",
    ],
  }));

it("takes addresses", () => expect(asked(scraping + closed, "10.0.0.1", "shop/web:8000").allowed).toBe(false));

it.each([
  ["shop/nobody", "shop/web:80"],
  ["shop/web", "shop/nobody:80"],
  ["shop/web", "shop/web"],
])("says what is wrong with %s %s", (from, to) =>
  expect(() => asked(scraping, from, to)).toThrow(/no workload|no port/),
);
