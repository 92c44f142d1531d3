import type { Cluster } from "../cluster.ts";
import type { Known, Manifest } from "../manifest.ts";
import type { Pods } from "./pod.ts";
import { podsOf } from "./pods.ts";

/** What changes the number of a workload's pods. */
export interface Autoscaler {
  readonly object: Known<"HorizontalPodAutoscaler" | "ScaledObject">;
  readonly namespace: string;
  readonly target: { readonly apiVersion?: string; readonly kind: string; readonly name: string };
  readonly minimum: number;
  readonly maximum: number | undefined;
}

/** All autoscalers. Defaults: autoscaling/v2 has at least 1; KEDA 0 to 100. */
export const autoscalersOf = (cluster: Cluster): readonly Autoscaler[] => cluster.derived(collect);

/** The autoscaler of a workload. */
export const autoscalerOf = (
  cluster: Cluster,
  { kind, namespace = "default", name }: Manifest,
): Autoscaler | undefined => cluster.derived(byTarget).get([kind, namespace, name].join("\n"));

/** The pods that an autoscaler scales. */
export const scaledBy = (cluster: Cluster, { namespace, target }: Autoscaler): Pods | undefined =>
  cluster.derived(podsByOwner).get([target.kind, namespace, target.name].join("\n"));

const collect = (cluster: Cluster): readonly Autoscaler[] => [
  ...cluster.all("HorizontalPodAutoscaler").map((object): Autoscaler => {
    const { scaleTargetRef = {}, minReplicas = 1, maxReplicas } = object.body.spec ?? {};
    return { ...of(object, scaleTargetRef), minimum: minReplicas, maximum: maxReplicas };
  }),
  ...cluster.all("ScaledObject").map((object): Autoscaler => {
    const { scaleTargetRef = {}, minReplicaCount = 0, maxReplicaCount = 100 } = object.body.spec ?? {};
    return {
      ...of(object, { kind: "Deployment", ...scaleTargetRef }),
      minimum: minReplicaCount,
      maximum: maxReplicaCount,
    };
  }),
];

const of = (object: Autoscaler["object"], { apiVersion, kind = "", name = "" }: Partial<Autoscaler["target"]>) => ({
  object,
  namespace: object.namespace ?? "default",
  target: { ...(apiVersion !== undefined && { apiVersion }), kind, name },
});

const byTarget = (cluster: Cluster): ReadonlyMap<string, Autoscaler> =>
  new Map(
    autoscalersOf(cluster).map((each) => [[each.target.kind, each.namespace, each.target.name].join("\n"), each]),
  );

const podsByOwner = (cluster: Cluster): ReadonlyMap<string, Pods> =>
  new Map(podsOf(cluster).map((pods) => [[pods.owner.kind, pods.namespace, pods.owner.name].join("\n"), pods]));
