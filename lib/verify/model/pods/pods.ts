import type { Cluster } from "../cluster.ts";
import type { Known, Labels } from "../manifest.ts";
import { type Selector, selects } from "../selector.ts";
import { operatedPods } from "./operated-pods.ts";
import type { Owner, PodSpec, Pods } from "./pod.ts";

/** All pods that the objects will make, those of prometheus-operator's custom resources included. */
export const podsOf = (cluster: Cluster): readonly Pods[] => cluster.derived(collect);

/** The pods that an object makes. */
export const podsOfOwner = (cluster: Cluster, owner: Owner): Pods | undefined => cluster.derived(byOwner).get(owner);

const byOwner = (cluster: Cluster): ReadonlyMap<Owner, Pods> =>
  new Map(podsOf(cluster).map((pods) => [pods.owner, pods]));

/** The pods of one namespace. */
export const podsIn = (cluster: Cluster, namespace: string): readonly Pods[] =>
  cluster.derived(byNamespace).get(namespace) ?? [];

/** The pods of one namespace that a selector selects by their own labels. */
export function podsSelectedIn(cluster: Cluster, namespace: string, selector: Selector): readonly Pods[] {
  const index = cluster.derived(byLabel);
  for (const [label, value] of Object.entries(selector.matchLabels ?? {}))
    return (index.get(`${namespace}\n${label}\n${value}`) ?? []).filter(({ labels }) => selects(selector, labels));
  return podsIn(cluster, namespace).filter(({ labels }) => selects(selector, labels));
}

/** Containers of a pod, those that run before the others included, with the names of their fields below the pod's. */
export const containersOf = ({ containers = [], initContainers = [] }: PodSpec) => [
  ...containers.map((container, index) => ({ container, field: `containers[${index}]` })),
  ...initContainers.map((container, index) => ({ container, field: `initContainers[${index}]` })),
];

/** The service account under which pods run; the older name of the field is an alias of the newer one. */
export const accountOf = ({ namespace, spec }: Pick<Pods, "namespace" | "spec">) => ({
  namespace,
  name: spec.serviceAccountName || spec.serviceAccount || "default",
});

const byNamespace = (cluster: Cluster) => indexed(cluster, ({ namespace }) => [namespace]);

const byLabel = (cluster: Cluster) =>
  indexed(cluster, ({ namespace, labels }) =>
    Object.entries(labels).map(([label, value]) => `${namespace}\n${label}\n${value}`),
  );

function indexed(cluster: Cluster, keysOf: (pods: Pods) => readonly string[]): ReadonlyMap<string, readonly Pods[]> {
  const found = new Map<string, Pods[]>();
  for (const pods of podsOf(cluster))
    for (const key of keysOf(pods)) {
      const known = found.get(key);
      if (known) known.push(pods);
      else found.set(key, [pods]);
    }
  return found;
}

const collect = (cluster: Cluster): readonly Pods[] => [
  ...cluster.all("Pod").map((owner) => ({
    ...of(owner, owner.body.spec, owner.labels, owner.annotations),
    field: "spec",
    replicas: 1,
  })),
  ...(["Deployment", "ReplicaSet", "ReplicationController", "Rollout", "StatefulSet"] as const).flatMap((kind) =>
    cluster.all(kind).map((owner) => ({
      ...ofTemplate(owner, owner.body.spec?.template),
      field: "spec.template.spec",
      replicas: owner.body.spec?.replicas ?? 1,
    })),
  ),
  ...cluster.all("DaemonSet").map((owner) => ({
    ...ofTemplate(owner, owner.body.spec?.template),
    field: "spec.template.spec",
    replicas: "node" as const,
  })),
  ...cluster.all("Job").map((owner) => ({
    ...ofTemplate(owner, owner.body.spec?.template),
    field: "spec.template.spec",
    replicas: atOnce(owner.body.spec),
  })),
  ...cluster.all("CronJob").map((owner) => ({
    ...ofTemplate(owner, owner.body.spec?.jobTemplate?.spec?.template),
    field: "spec.jobTemplate.spec.template.spec",
    replicas: atOnce(owner.body.spec?.jobTemplate?.spec),
  })),
  ...operatedPods(cluster),
];

/** A Job runs no more pods at once than are left to complete. */
const atOnce = ({ parallelism = 1, completions = parallelism }: Known<"Job">["body"]["spec"] = {}): number =>
  Math.min(parallelism, completions);

type Template = NonNullable<NonNullable<Known<"Deployment">["body"]["spec"]>["template"]>;

const ofTemplate = (owner: Owner, { metadata = {}, spec }: Template = {}) =>
  of(owner, spec, metadata.labels, metadata.annotations);

const of = (owner: Owner, spec: PodSpec = {}, labels: Labels = {}, annotations: Labels = {}) => ({
  owner,
  namespace: owner.namespace ?? "default",
  labels,
  annotations,
  spec,
});
