import { expect, it } from "vitest";
import { quotaExceeded } from "../../../lib/verify/rules/quota-exceeded.ts";
import { said } from "../given.ts";

const given = (cpu: string) => `
apiVersion: v1
kind: ResourceQuota
metadata: { name: compute, namespace: shop }
spec: { hard: { requests.cpu: ${cpu} } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec: { template: { spec: { containers: [{ name: web, resources: { requests: { cpu: 500m } } }] } } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web, namespace: shop }
spec: { maxReplicas: 4, scaleTargetRef: { kind: Deployment, name: web } }
`;

it("is content where the largest scale and its surge fit", () =>
  expect(said(quotaExceeded, given("2500m"))).toEqual([]));

it("finds that the surge of a rollout does not fit", () =>
  expect(said(quotaExceeded, given("2"))).toEqual([
    "ResourceQuota compute | spec.hard.requests.cpu | 2 | the namespace's pods take 2500m at their largest scale",
  ]));
