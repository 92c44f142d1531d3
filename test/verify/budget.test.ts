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
    "NAMESPACE  PODS  CPU    MEMORY  STORAGE  AT MOST: PODS  CPU    MEMORY  STORAGE",
    "shop       7     1750m  448Mi   21504Mi  10             2500m  640Mi   21504Mi",
    "all        7     1750m  448Mi   21504Mi  10             2500m  640Mi   21504Mi",
  ]);
});

const prometheus = (spec: string, monitor: string) =>
  [
    object("monitoring.coreos.com/v1", "Prometheus", "main", `spec: { podMonitorSelector: {}, ${spec} }`),
    object(
      "monitoring.coreos.com/v1",
      "PodMonitor",
      "web",
      `spec: { ${monitor} selector: { matchLabels: { app: web } }, podMetricsEndpoints: [{ port: http }] }`,
    ),
    workload("Deployment", "web", {
      container: "{ name: web, ports: [{ name: http, containerPort: 80 }] }",
      spec: "replicas: 2",
    }),
  ].join("");
const lastOf = (yaml: string) =>
  budgetText(budgetOf(new Cluster(objects(yaml))))
    .trimEnd()
    .split("\n")
    .at(-1);
const memory = "resources: { requests: { memory: 1Gi } }";

it("says how much of Prometheus' memory there is for a series", () => {
  expect(lastOf(prometheus(memory, "sampleLimit: 50000,"))).toBe(
    "Prometheus shop/main has 1024Mi, 10.5Ki for each of at most 100000 series",
  );
  expect(lastOf(prometheus(memory, ""))).toBe("Prometheus shop/main has 1024Mi");
  expect(lastOf(prometheus("replicas: 1", "sampleLimit: 50000,"))).toBe("Prometheus shop/main has no bound of memory");
});
