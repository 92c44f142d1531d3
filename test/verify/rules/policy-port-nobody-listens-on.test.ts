import { expect, it } from "vitest";
import { policyPortNobodyListensOn } from "../../../lib/verify/rules/policy-port-nobody-listens-on.ts";
import { said } from "../given.ts";
import { policy, scraping } from "./monitoring-objects.ts";

const into = (port: string) => scraping + policy("in", "shop", `podSelector: {}, ingress: [{ ports: [{ ${port} }] }]`);
const outTo = (peer: string, port: string) =>
  scraping + policy("out", "monitoring", `podSelector: {}, egress: [{ to: [{ ${peer} }], ports: [{ ${port} }] }]`);
const shop = "namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: shop } }";

it.each([
  ["the pods' port", into("port: 8000")],
  ["its name", into("port: http")],
  ["a port that they do not declare", into("port: 9999")],
  ["a range", into("port: 80, endPort: 90")],
  ["the pods' port, to be connected to", outTo(shop, "port: 8000")],
  ["any port of whoever it may be", outTo("namespaceSelector: {}", "port: 80")],
  ["an address's port", outTo("ipBlock: { cidr: 10.0.0.0/8 }", "port: 80")],
])("is content with %s", (_, yaml) => expect(said(policyPortNobodyListensOn, yaml)).toEqual([]));

it("finds a name that no container has", () =>
  expect(said(policyPortNobodyListensOn, into("port: htp"))).toEqual([
    "NetworkPolicy in | spec.ingress[0].ports[0].port | htp | no container of the pods names a port so, of protocol TCP: did you mean http?",
  ]));

it("finds a name of another protocol", () =>
  expect(said(policyPortNobodyListensOn, into("port: http, protocol: UDP"))).toHaveLength(1));

it("finds the port of the Service", () => {
  const what = "80 | it is the port of Service shop/web, behind which the pods listen at 8000: write 8000";
  expect(said(policyPortNobodyListensOn, into("port: 80"))).toEqual([
    `NetworkPolicy in | spec.ingress[0].ports[0].port | ${what}`,
  ]);
  expect(said(policyPortNobodyListensOn, outTo(shop, "port: 80"))).toEqual([
    `NetworkPolicy out | spec.egress[0].ports[0].port | ${what}`,
  ]);
});
