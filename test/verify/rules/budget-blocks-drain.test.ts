import { expect, it } from "vitest";
import { budgetBlocksDrain } from "../../../lib/verify/rules/budget-blocks-drain.ts";
import { folderOf, ran } from "../command/ran.ts";
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

it("says how many there are and how many must stay", () =>
  expect(said(budgetBlocksDrain, given("minAvailable: 2"))).toEqual([
    "PodDisruptionBudget web | spec.minAvailable | 2 | there are 2 pods when nothing scales them up, and 2 must stay",
  ]));

it("counts pods once that are written twice, and is not sure of them", async () => {
  const [budget = "", web = ""] = given("minAvailable: 2").split("---");
  expect(said(budgetBlocksDrain, `${budget}---${web}---${web}`)).toEqual([expect.stringMatching(/ there are 2 pods /)]);
  const ended = await ran(["--format", "json", folderOf({ "a.yaml": `${budget}---${web}`, "b.yaml": web })]);
  const { uncertain } = JSON.parse(typeof ended === "string" ? ended : ended.output);
  expect(uncertain).toContainEqual(
    expect.objectContaining({
      rule: "budget-blocks-drain",
      uncertain: "Deployment shop/web is written in another file as well",
    }),
  );
});
