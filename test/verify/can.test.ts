import { expect, it } from "vitest";
import { Fault } from "../../lib/fault.ts";
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

it("takes names of ports, of a Service and of a workload", () => {
  expect(asked(scraping + closed, "monitoring/main", "shop/web:http").lines[0]).toBe(
    "no: Prometheus monitoring/main to Deployment shop/web at 8000/TCP",
  );
  const alone = scraping.replace("kind: Service\n", "kind: Other\n");
  expect(asked(alone + closed, "monitoring/main", "shop/web:http").lines[0]).toContain("at 8000/TCP");
});

it.each([
  ["monitoring/prometheus-main-0", "shop/web-5d9c7b8f6d-x2x9z"],
  ["monitoring/prometheus-main-1", "shop/web"],
])("takes the names of pods: %s", (from, to) =>
  expect(asked(scraping + closed, from, `${to}:8000`).lines[0]).toBe(
    "no: Prometheus monitoring/main to Deployment shop/web at 8000/TCP",
  ),
);

it("takes addresses", () => expect(asked(scraping + closed, "10.0.0.1", "shop/web:8000").allowed).toBe(false));

it.each([
  ["shop/nobody", "shop/web:80", "shop/nobody: no workload of the objects has this name, and it is no address"],
  [
    "nobody",
    "shop/web:80",
    "nobody: no workload of the objects has this name, and it is no address: write namespace/name",
  ],
  [
    "shop/wep",
    "shop/web:80",
    "shop/wep: no workload of the objects has this name, and it is no address: did you mean shop/web?",
  ],
  [
    "shop/web",
    "shop/wep:80",
    "shop/wep: no workload and no Service of the objects has this name, and it is no address: did you mean shop/web?",
  ],
  ["shop/web", "shop/front:81", "shop/front: this Service has no port 81: it has 80"],
  ["shop/web", "shop/front:80", "shop/front: none of the objects is behind this Service"],
  ["shop/web", "shop/web", "shop/web: it has no port; write it as namespace/name:8080 or 10.0.0.1:443"],
  ["shop/web", "shop/web:65536", "shop/web:65536: 65536 is no port: write one of 1 to 65535"],
  ["shop/web", "shop/web:htp", "shop/web: it names no port htp: it has http"],
  ["shop/web", "shop/gone:htp", "shop/gone: it names no port htp: write its number"],
  [
    "monitoring/main-0",
    "shop/web:80",
    "monitoring/main-0: no workload of the objects has this name, and it is no address: did you mean monitoring/main?",
  ],
  ["shop/web", "shop/web:0", "shop/web:0: 0 is no port: write one of 1 to 65535"],
])("says what is wrong with %s %s", (from, to, line) => {
  const front =
    "apiVersion: v1\nkind: Service\nmetadata: { name: front, namespace: shop }\nspec: { ports: [{ port: 80 }] }\n";
  expect(() => asked(scraping + front, from, to)).toThrow(new Fault(line));
});
