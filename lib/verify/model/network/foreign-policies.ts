import type { Cluster } from "../cluster.ts";
import { type Manifest, nameOf } from "../manifest.ts";
import { perhapsSelectsPods } from "../perhaps.ts";
import type { Pods } from "../pods/pod.ts";
import type { Selector } from "../selector.ts";

/** Policies of other kinds than NetworkPolicy, by group and kind, which network plug-ins evaluate beside these. */
const kinds = new Set([
  "cilium.io CiliumNetworkPolicy",
  "cilium.io CiliumClusterwideNetworkPolicy",
  "crd.projectcalico.org NetworkPolicy",
  "crd.projectcalico.org GlobalNetworkPolicy",
  "projectcalico.org NetworkPolicy",
  "projectcalico.org GlobalNetworkPolicy",
  "policy.networking.k8s.io AdminNetworkPolicy",
  "policy.networking.k8s.io BaselineAdminNetworkPolicy",
  "policy.networking.k8s.io ClusterNetworkPolicy",
]);

/** All of them. */
export const foreignPoliciesOf = (cluster: Cluster): readonly Manifest[] => cluster.derived(collect);

const collect = (cluster: Cluster): readonly Manifest[] =>
  cluster.manifests.filter(({ group, kind }) => kinds.has(`${group} ${kind}`));

/** Why a verdict on the connections of some pods may be another one. */
export function byForeignPolicy(
  cluster: Cluster,
  ...ends: readonly (Pods | undefined)[]
): { readonly uncertain?: string } {
  const found = foreignPoliciesOf(cluster).find((policy) =>
    ends.some((pods) => pods !== undefined && mayBind(policy, pods)),
  );
  return found === undefined ? {} : { uncertain: `${nameOf(found)} is not evaluated` };
}

function mayBind({ kind, namespace, body }: Manifest, pods: Pods): boolean {
  if (namespace !== undefined && namespace !== pods.namespace) return false;
  const { endpointSelector } = (body as { readonly spec?: { readonly endpointSelector?: Selector } }).spec ?? {};
  if (!kind.startsWith("Cilium") || endpointSelector === undefined) return true;
  const own = Object.entries(endpointSelector.matchLabels ?? {})
    .map(([key, value]) => [key.replace(/^(k8s|any):/, ""), value] as const)
    // Cilium gives pods labels that tell their namespace, account and cluster.
    .filter(([key]) => !/^io\.(kubernetes\.pod|cilium)\b/.test(key));
  return perhapsSelectsPods({ matchLabels: Object.fromEntries(own) }, pods) !== "no";
}
