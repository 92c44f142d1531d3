import type { World } from "../../world.ts";
import type { Cluster } from "../cluster.ts";
import type { Kind } from "../kinds.ts";
import { type Manifest, objectsOnce, once } from "../manifest.ts";
import { thousandths } from "../quantity.ts";
import { claimsOf } from "./claims.ts";
import { mostPods } from "./demand.ts";
import { podsIn } from "./pods.ts";

/**
 * How much of a quota's resource the objects of a namespace take that are no pods, in thousandths; nothing where that is not known.
 *
 * Source: https://kubernetes.io/docs/concepts/policy/resource-quotas/
 */
export function takenByObjects(
  cluster: Cluster,
  world: World,
  namespace: string,
  resource: string,
): number | undefined {
  const kind = kinds[resource.replace(/^count\//, "")];
  const [name = "", storageClass] = resource.split(".storageclass.storage.k8s.io/").reverse();
  if (name === "requests.storage" || name.replace(/^count\//, "") === "persistentvolumeclaims")
    return ofClaims(cluster, world, namespace, storageClass, name === "requests.storage");
  if (resource.startsWith("services.")) {
    const types = resource === "services.loadbalancers" ? ["LoadBalancer"] : ["LoadBalancer", "NodePort"];
    const services = objectsOnce(cluster.in("Service", namespace)).filter(({ body }) =>
      types.includes(body.spec?.type ?? ""),
    );
    const ports = services.reduce((sum, { body }) => sum + (body.spec?.ports?.length ?? 0), 0);
    return 1000 * (types.length === 1 ? services.length : ports);
  }
  return kind === undefined ? undefined : 1000 * objectsOnce<Manifest>(cluster.in(kind, namespace)).length;
}

const kinds: Readonly<Record<string, Kind>> = {
  configmaps: "ConfigMap",
  secrets: "Secret",
  services: "Service",
  replicationcontrollers: "ReplicationController",
  resourcequotas: "ResourceQuota",
  "deployments.apps": "Deployment",
  "replicasets.apps": "ReplicaSet",
  "statefulsets.apps": "StatefulSet",
  "daemonsets.apps": "DaemonSet",
  "jobs.batch": "Job",
  "cronjobs.batch": "CronJob",
  "ingresses.networking.k8s.io": "Ingress",
};

/** Claims, of which a template makes one for each pod. */
function ofClaims(
  cluster: Cluster,
  { nodes }: World,
  namespace: string,
  storageClass: string | undefined,
  isStorage: boolean,
): number {
  let sum = 0;
  for (const { object, spec, isTemplate, ...claim } of once(claimsOf(cluster), ({ object }) => object)) {
    if (claim.namespace !== namespace || (storageClass !== undefined && spec.storageClassName !== storageClass))
      continue;
    const pods = isTemplate ? podsIn(cluster, namespace).find(({ owner }) => owner === object) : undefined;
    const count = pods ? (mostPods(cluster, pods, nodes) ?? 1) : 1;
    sum += count * (isStorage ? (thousandths(spec.resources?.requests?.["storage"] ?? 0) ?? 0) : 1000);
  }
  return sum;
}
