import { expect, it } from "vitest";
import { budgetBlocksDrain } from "../../../lib/verify/rules/budget-blocks-drain.ts";
import { said } from "../given.ts";

const given = (budget: string) => `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web, namespace: shop }
spec: { selector: { matchLabels: { app: web } }, ${budget} }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec: { replicas: 2, template: { metadata: { labels: { app: web } } } }
`;

it.each(["minAvailable: 1", 'minAvailable: "50%"', "maxUnavailable: 1", 'maxUnavailable: "1%"'])(
  "permits %s",
  (budget) => expect(said(budgetBlocksDrain, given(budget))).toEqual([]),
);

it.each(["minAvailable: 2", 'minAvailable: "51%"', "maxUnavailable: 0"])("finds %s", (budget) =>
  expect(said(budgetBlocksDrain, given(budget))).toHaveLength(1),
);
