import type { IAlertmanager } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/Alertmanager";
import type { IPrometheus } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/Prometheus";
import { describe, expect, it } from "vitest";
import type { Environment } from "../../lib/environments/environment.ts";
import { environments } from "../../lib/environments/index.ts";
import { production } from "../../lib/environments/production.ts";
import { type Bytes, bytes, type Cpu, millicores } from "../../lib/kubernetes/quantity.ts";
import { namespaces } from "../../lib/platform/namespaces.ts";
import { reloader } from "../../lib/platform/operated.ts";
import { changed } from "../environments/changed.ts";
import { allOf, containersOf, customResources, podsOf, theOne } from "./rendered.ts";

interface Sum {
  pods: number;
  "requests.cpu": number;
  "requests.memory": number;
  "limits.memory": number;
}

interface Amounts {
  readonly cpu?: unknown;
  readonly memory?: unknown;
}

interface Needs {
  readonly requests?: Amounts;
  readonly limits?: Amounts;
}

/** Names and counts of what is there at once at most: all replicas, the nodes' largest number, and a rollout on top. */
function mostPods(environment: Environment): { namespace: string; pods: number; containers: readonly Needs[] }[] {
  const containers = new Map(
    podsOf(environment).map((pod) => [
      `${pod.namespace}/${pod.name}`,
      containersOf(pod).map(({ resources = {} }) => resources),
    ]),
  );
  const scaled = new Map(
    allOf(environment, "HorizontalPodAutoscaler").map(({ spec }) => [spec.scaleTargetRef.name, spec.maxReplicas]),
  );
  const counts = [
    ...allOf(environment, "Deployment").map(({ metadata, spec }) => {
      const replicas = scaled.get(metadata.name) ?? spec.replicas ?? 1;
      // Kubernetes' default surge is a quarter, rounded up.
      return { metadata, pods: replicas + (spec.strategy?.type === "Recreate" ? 0 : Math.ceil(replicas / 4)) };
    }),
    ...allOf(environment, "StatefulSet").map(({ metadata, spec }) => ({ metadata, pods: spec.replicas ?? 1 })),
    ...allOf(environment, "DaemonSet").map(({ metadata }) => ({ metadata, pods: environment.cluster.maximumNodes })),
  ];
  const operated = ["Prometheus", "Alertmanager"].flatMap((kind) =>
    customResources<IPrometheus | IAlertmanager>(environment, kind).map(({ spec }) => ({
      namespace: "monitoring",
      pods: spec.replicas ?? 1,
      containers: [spec.resources as Needs, { requests: reloader, limits: { memory: reloader.memory } }],
    })),
  );
  return [
    ...counts.map(({ metadata: { name, namespace = "" }, pods }) => ({
      namespace,
      pods,
      containers: containers.get(`${namespace}/${name}`) ?? [],
    })),
    ...operated,
  ];
}

function sumOf(environment: Environment, namespace: string): Sum {
  const sum: Sum = { pods: 0, "requests.cpu": 0, "requests.memory": 0, "limits.memory": 0 };
  for (const each of mostPods(environment)) {
    if (each.namespace !== namespace) continue;
    sum.pods += each.pods;
    for (const { requests, limits } of each.containers) {
      sum["requests.cpu"] += each.pods * millicores(String(requests?.cpu) as Cpu);
      sum["requests.memory"] += each.pods * bytes(String(requests?.memory) as Bytes);
      sum["limits.memory"] += each.pods * bytes(String(limits?.memory) as Bytes);
    }
  }
  return sum;
}

function quotaOf(environment: Environment, namespace: string): Sum {
  const { hard } = theOne(allOf(environment, "ResourceQuota"), "compute", namespace).spec;
  expect(Object.keys(hard).sort()).toEqual(["limits.memory", "pods", "requests.cpu", "requests.memory"]);
  return {
    pods: Number(hard.pods),
    "requests.cpu": millicores(String(hard["requests.cpu"]) as Cpu),
    "requests.memory": bytes(String(hard["requests.memory"]) as Bytes),
    "limits.memory": bytes(String(hard["limits.memory"]) as Bytes),
  };
}

const more: Environment = changed(production, {
  "applications[0].replicas": { minimum: 3, maximum: 400 },
  "cluster.maximumNodes": 100,
});

describe.each([...environments, { ...more, name: "a large one" }].map((each) => [each.name, each] as const))(
  "%s",
  (_, environment) => {
    it.each(Object.values(namespaces).map(({ name }) => name))(
      "has room in %s for everything at its largest",
      (name) => {
        const [quota, sum] = [quotaOf(environment, name), sumOf(environment, name)];
        for (const resource of Object.keys(sum) as (keyof Sum)[]) {
          expect(quota[resource], resource).toBeGreaterThan(sum[resource]);
          // A quota far above what is needed would stop nobody.
          expect(quota[resource], resource).toBeLessThan(1.5 * sum[resource] + (resource === "pods" ? 10 : 2 ** 30));
        }
      },
    );
  },
);

it("counts pods that need something", () => {
  const sum = sumOf(production, "monitoring");
  expect(sum.pods).toBeGreaterThan(8);
  expect(sum["limits.memory"]).toBeGreaterThan(sum["requests.memory"]);
});
