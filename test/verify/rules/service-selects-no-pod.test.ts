import { expect, it } from "vitest";
import { serviceSelectsNoPod } from "../../../lib/verify/rules/service-selects-no-pod.ts";
import { said } from "../given.ts";

const given = (app: string) => `
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: ${app} } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec: { template: { metadata: { labels: { app: web, tier: front } } } }
`;

it("is content where pods have the labels", () => expect(said(serviceSelectsNoPod, given("web"))).toEqual([]));

it("finds labels that no pod has, and the near ones", () =>
  expect(said(serviceSelectsNoPod, given("wep"))).toEqual([
    "Service web | spec.selector | app=wep | no pod of namespace shop has these labels: did you mean app=web?",
  ]));

it("is uncertain where no pods are given", () =>
  expect(said(serviceSelectsNoPod, given("web").split("---")[0] ?? "")).toHaveLength(1));
