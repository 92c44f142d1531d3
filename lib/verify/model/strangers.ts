import type { Cluster } from "./cluster.ts";
import type { Manifest } from "./manifest.ts";

/** Objects in a namespace of kinds that are not known, out of which an operator may make others. */
export const strangersIn = (cluster: Cluster, namespace: string): readonly Manifest[] =>
  cluster.derived(strangers).get(namespace) ?? [];

function strangers(cluster: Cluster): ReadonlyMap<string | undefined, readonly Manifest[]> {
  const found = new Map<string | undefined, Manifest[]>();
  for (const object of cluster.manifests) {
    if (object.known) continue;
    const known = found.get(object.namespace);
    if (known) known.push(object);
    else found.set(object.namespace, [object]);
  }
  return found;
}
