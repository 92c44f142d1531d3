import type { World } from "../world.ts";
import type { Cluster } from "./cluster.ts";
import { putsInto, renamesIn } from "./kustomizations.ts";
import { type Manifest, nameOf } from "./manifest.ts";
import { variableIn } from "./placeholder.ts";
import { byRelease } from "./releases.ts";
import { strangersIn } from "./strangers.ts";

/**
 * Why something of a namespace may exist although it is not among the objects; nothing where it cannot. A namespace that the
 * objects define is taken to be defined as a whole.
 */
export function elsewhere(
  cluster: Cluster,
  { complete, leftOut }: World,
  namespace: string,
): { readonly uncertain?: string } {
  if (isBuiltInNamespace(namespace) && namespace !== "default")
    return { uncertain: `what namespace ${namespace} holds belongs to the cluster, so no input is complete there` };
  if (leftOut !== undefined) return { uncertain: leftOut };
  const by = putsInto(cluster, namespace);
  if (by) return { uncertain: `${by.file} puts objects into namespace ${namespace} that name none` };
  const renaming = renamesIn(cluster, namespace);
  if (renaming) return { uncertain: `${renaming.file} gives other names to objects of namespace ${namespace}` };
  if (complete) return {};
  const release = byRelease(cluster, namespace);
  if (release !== undefined) return { uncertain: release };
  const open = cluster.derived(unnamed).get(namespace);
  if (open !== undefined) return { uncertain: `${nameOf(open)} has a name that is filled in before it is applied` };
  if (!cluster.defines(namespace))
    return { uncertain: `namespace ${namespace} is not among the objects, so it may hold more than they say` };
  return isFilledElsewhere(cluster, namespace)
    ? { uncertain: `no program of namespace ${namespace} is among the objects, so more is installed from elsewhere` }
    : {};
}

/** What people and controllers make outside of files, such as Secrets: only a complete input tells that there is none. */
export const byHand = ({ complete }: World, kind: string): { readonly uncertain?: string } =>
  complete ? {} : { uncertain: `a ${kind} is often made by hand or by a controller` };

/** What the makers of a cluster bring along: not even a complete input tells that there is none. */
export const broughtAlong = (
  cluster: Cluster,
  { complete }: World,
  kind: "StorageClass" | "PriorityClass" | "ClusterSecretStore" | "ClusterIssuer",
): { readonly uncertain?: string } =>
  complete && cluster.all(kind).length > 0 ? {} : { uncertain: `a ${kind} often comes with the cluster` };

const namespaces = new Set(["default", "kube-system", "kube-public", "kube-node-lease"]);

/** Namespaces that every cluster has. */
export const isBuiltInNamespace = (name: string): boolean => namespaces.has(name);

/**
 * Whether the objects define a namespace and none of the programs for which it is there: they are installed from elsewhere, an add-on or
 * what its team deploys. Where there are Services, the programs behind them are expected, too.
 */
function isFilledElsewhere(cluster: Cluster, namespace: string): boolean {
  if (programs.some((kind) => cluster.in(kind, namespace).length > 0)) return false;
  return (
    namespace.startsWith("openshift-") ||
    cluster.in("Service", namespace).length === 0 ||
    strangersIn(cluster, namespace).length > 0
  );
}

/** Kinds whose objects run for long. */
const programs = [
  ...(["Deployment", "ReplicaSet", "Rollout", "StatefulSet", "DaemonSet", "Pod"] as const),
  ...(["Prometheus", "PrometheusAgent", "Alertmanager", "ThanosRuler"] as const),
] as const;

/** An object of each namespace whose name others fill in: it may be the one that is asked for. */
const unnamed = (cluster: Cluster): ReadonlyMap<string | undefined, Manifest> =>
  new Map(
    cluster.manifests.flatMap((object) =>
      variableIn(object.name) === undefined ? [] : [[object.namespace, object] as const],
    ),
  );

/** Roles that the API server makes itself. Source: plugin/pkg/auth/authorizer/rbac/bootstrappolicy of Kubernetes. */
export const isBuiltInRole = (kind: string, namespace: string, name: string): boolean =>
  name.startsWith("system:") ||
  (kind === "ClusterRole" && ["admin", "cluster-admin", "edit", "view"].includes(name)) ||
  (kind === "Role" && namespace === "kube-system" && name === "extension-apiserver-authentication-reader");

/** ConfigMaps that controllers put into every namespace, or that the cluster keeps in its own. */
export const isBuiltInConfigMap = (namespace: string, name: string): boolean =>
  ["kube-root-ca.crt", "openshift-service-ca.crt", "istio-ca-root-cert"].includes(name) ||
  isBuiltInNamespace(namespace);
