import { expect, it } from "vitest";
import { budgetOf, budgetText } from "../../lib/verify/budget.ts";
import { Cluster } from "../../lib/verify/model/cluster.ts";
import { objects } from "./given.ts";
import { object, workload } from "./rules/table.ts";

const container = "{ name: web, resources: { requests: { cpu: 250m, memory: 64Mi } } }";
const given = [
  workload("Deployment", "web", { container }),
  object(
    "autoscaling/v2",
    "HorizontalPodAutoscaler",
    "web",
    "spec: { scaleTargetRef: { kind: Deployment, name: web }, minReplicas: 2, maxReplicas: 4 }",
  ),
  workload("DaemonSet", "agent", { container }),
  workload("StatefulSet", "db", {
    container,
    spec: "volumeClaimTemplates: [{ metadata: { name: data }, spec: { resources: { requests: { storage: 10Gi } } } }]\nreplicas: 2",
  }),
  object("v1", "PersistentVolumeClaim", "files", "spec: { resources: { requests: { storage: 1Gi } } }"),
].join("");

it("adds up what is there at rest, and at the largest scale in the midst of a rollout", () => {
  const { namespaces } = budgetOf(new Cluster(objects(given)), { nodes: 3 });
  const mebibyte = 2 ** 20 * 1000;
  const storage = 21 * 1024 * mebibyte;
  expect(namespaces).toEqual([
    {
      namespace: "shop",
      // Two, a node's agent on each of three, two of the set.
      rest: { pods: 7, cpu: 7 * 250, memory: 7 * 64 * mebibyte, storage },
      // Four and a quarter more of them.
      most: { pods: 10, cpu: 10 * 250, memory: 10 * 64 * mebibyte, storage },
    },
  ]);
});

it("is written as a table", () => {
  const [head, shop, all] = budgetText(budgetOf(new Cluster(objects(given)), { nodes: 3 })).split("\n");
  expect([head, shop, all]).toEqual([
    "NAMESPACE  PODS  CPU    MEMORY  STORAGE  PODS  CPU    MEMORY  STORAGE (at most)",
    "shop       7     1750m  448Mi   21504Mi  10    2500m  640Mi   21504Mi",
    "all        7     1750m  448Mi   21504Mi  10    2500m  640Mi   21504Mi",
  ]);
});
