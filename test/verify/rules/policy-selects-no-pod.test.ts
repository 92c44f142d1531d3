import { expect, it } from "vitest";
import { policySelectsNoPod } from "../../../lib/verify/rules/policy-selects-no-pod.ts";
import { said } from "../given.ts";
import { policy, scraping } from "./monitoring-objects.ts";

const given = (app: string, namespace = "shop") =>
  scraping + policy("web", namespace, `podSelector: { matchLabels: { app: ${app} } }`);

it("is content where it selects pods", () => expect(said(policySelectsNoPod, given("web"))).toEqual([]));

it("is content with a policy for all pods to come", () =>
  expect(said(policySelectsNoPod, policy("all", "empty", "podSelector: {}"))).toEqual([]));

it("finds labels that no pod has", () =>
  expect(said(policySelectsNoPod, given("wep"))).toEqual([
    "NetworkPolicy web | spec.podSelector | app=wep | no pod of namespace shop has these labels",
  ]));

it("finds pods that no policy binds", () =>
  expect(
    said(policySelectsNoPod, given("web").replace("spec: { containers", "spec: { hostNetwork: true, containers")),
  ).toEqual([
    "NetworkPolicy web | spec.podSelector | app=web | all pods with these labels are on the network of their host, where most networks leave them out of policies",
  ]));

it("is uncertain where no pods are given", () =>
  expect(said(policySelectsNoPod, policy("web", "other", "podSelector: { matchLabels: { app: web } }"))).toEqual([
    "(NetworkPolicy web | spec.podSelector | app=web | no pod of namespace other has these labels | no pods of namespace other are among the objects)",
  ]));
