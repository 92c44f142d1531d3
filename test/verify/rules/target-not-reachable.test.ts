import { expect, it } from "vitest";
import { targetNotReachable } from "../../../lib/verify/rules/target-not-reachable.ts";
import { said } from "../given.ts";
import { policy, scraping } from "./monitoring-objects.ts";

const admits = (labels: string) =>
  policy(
    "web",
    "shop",
    `podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { ${labels} } } }] }]`,
  );

it("is content without policies", () => expect(said(targetNotReachable, scraping)).toEqual([]));

it("is content where the policy admits Prometheus", () =>
  expect(said(targetNotReachable, scraping + admits("kubernetes.io/metadata.name: monitoring"))).toEqual([]));

it("finds a policy that admits others", () =>
  expect(said(targetNotReachable, scraping + admits("kubernetes.io/metadata.name: shop"))).toEqual([
    "ServiceMonitor web | spec.endpoints[0] | 8000 | Prometheus monitoring/main may not connect to Deployment shop/web at 8000/TCP: no rule of ingress of NetworkPolicy shop/web lets it through: allow 8000/TCP in a rule of ingress",
  ]));

it("finds the port of the Service where the pod's is needed", () =>
  expect(
    said(
      targetNotReachable,
      scraping + policy("out", "monitoring", "podSelector: {}, egress: [{ ports: [{ port: 80 }] }]"),
    ),
  ).toHaveLength(1));

it("is uncertain where the labels of the namespace are not given", () => {
  const [, ...others] = scraping.split("---");
  expect(said(targetNotReachable, others.join("---") + admits("team: monitoring"))[0]).toMatch(/^\(.*\)$/);
});

it("leaves alone what is outside of the objects", () =>
  expect(
    said(
      targetNotReachable,
      scraping.replace("{ selector: { app: web }, ports:", "{ ports:") + policy("web", "shop", "podSelector: {}"),
    ),
  ).toEqual([]));

it("takes the labels of a namespace that two files define together", () => {
  const again = "apiVersion: v1\nkind: Namespace\nmetadata: { name: monitoring, labels: { a: b } }\n---\n";
  const labelled = scraping.replace("{ name: monitoring }", "{ name: monitoring, labels: { team: monitoring } }");
  expect(said(targetNotReachable, labelled + again + admits("team: monitoring"))).toEqual([]);
  expect(said(targetNotReachable, labelled + again + admits("team: web"))).toHaveLength(1);
});

it("says where a label cannot help", () => {
  const onHost = scraping.replace("spec: { containers:", "spec: { hostNetwork: true, containers:");
  const out = policy("out", "monitoring", "podSelector: {}, egress: [{ to: [{ podSelector: {} }] }]");
  expect(said(targetNotReachable, onHost + out)).toEqual([
    expect.stringMatching(
      /, and by labels none can: Deployment shop\/web has the network of its node: allow 8000\/TCP in a rule of egress, by an ipBlock with the addresses of the nodes$/,
    ),
  ]);
});
