import { expect, it } from "vitest";
import { policyPeerSelectsNothing } from "../../../lib/verify/rules/policy-peer-selects-nothing.ts";
import { said } from "../given.ts";
import { policy, scraping } from "./monitoring-objects.ts";

const from = (peer: string) => scraping + policy("in", "shop", `podSelector: {}, ingress: [{ from: [{ ${peer} }] }]`);
const named = (namespace: string) =>
  `namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ${namespace} } }`;
const app = (name: string) => `podSelector: { matchLabels: { app: ${name} } }`;

it.each([
  ["pods of the own namespace", app("web")],
  ["pods of another", `${named("monitoring")}, podSelector: { matchLabels: { prometheus: main } }`],
  ["all pods to come", "podSelector: {}"],
  ["all namespaces", "namespaceSelector: {}"],
  ["addresses", "ipBlock: { cidr: 203.0.113.0/24 }"],
])("is content with %s", (_, peer) => expect(said(policyPeerSelectsNothing, from(peer))).toEqual([]));

it("finds labels that no pod has", () =>
  expect(said(policyPeerSelectsNothing, from(app("wep")))).toEqual([
    "NetworkPolicy in | spec.ingress[0].from[0] | app=wep | no pod of namespace shop has these labels",
  ]));

it("is uncertain where a part of the input is left out", () =>
  expect(said(policyPeerSelectsNothing, from(app("queue")), { leftOut: "chart shop is left out" })).toEqual([
    expect.stringMatching(/^\(/),
  ]));

it("finds the own pods looked for in another namespace", () =>
  expect(said(policyPeerSelectsNothing, from(`${named("monitoring")}, ${app("web")}`))).toHaveLength(1));

it("finds a namespace that was misspelt, if all are given", () => {
  const line =
    "NetworkPolicy in | spec.ingress[0].from[0] | kubernetes.io/metadata.name=monitorin | no namespace of the objects has these labels: did you mean monitoring?";
  expect(said(policyPeerSelectsNothing, from(named("monitorin")), { complete: true })).toEqual([line]);
  expect(said(policyPeerSelectsNothing, from(named("monitorin")))).toEqual([`(${line} | it may stand in the cluster)`]);
});

it.each([
  ["the cluster's own namespaces", `${named("kube-system")}, ${app("dns")}`],
  ["namespaces of others", named("traefik")],
])("is uncertain about %s", (_, peer) => {
  const kubeSystem = policy("x", "kube-system", "podSelector: {}");
  for (const world of [{}, { complete: true }])
    expect(said(policyPeerSelectsNothing, from(peer) + kubeSystem, world)[0]).toMatch(/^\(/);
});
