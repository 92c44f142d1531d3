import type { Kind } from "./kinds.ts";
import type { Known, Labels, Manifest } from "./manifest.ts";
import { type Selector, selects } from "./selector.ts";

/**
 * The objects, found by kind, namespace, name and labels. Everything is indexed once, so that no rule looks at all objects for
 * each object; what a rule derives from it belongs into `derived`, which computes once as well.
 */
export class Cluster {
  readonly manifests: readonly Manifest[];
  private readonly byKind = new Map<string, Manifest[]>();
  private readonly byNamespace = new Map<string, Manifest[]>();
  private readonly byName = new Map<string, Manifest>();
  private readonly byLabel = new Map<string, Manifest[]>();
  private readonly memo = new Map<(cluster: Cluster) => unknown, unknown>();

  constructor(manifests: readonly Manifest[]) {
    this.manifests = manifests;
    for (const manifest of manifests) {
      const { kind, namespace = "", name, labels, known } = manifest;
      if (!known) continue;
      add(this.byKind, kind, manifest);
      add(this.byNamespace, key(kind, namespace), manifest);
      const id = key(kind, namespace, name);
      if (!this.byName.has(id)) this.byName.set(id, manifest);
      for (const label in labels) add(this.byLabel, key(kind, namespace, label, labels[label] ?? ""), manifest);
    }
  }

  /** All objects of a kind. */
  all<K extends Kind>(kind: K): readonly Known<K>[] {
    return (this.byKind.get(kind) ?? []) as unknown as Known<K>[];
  }

  /** Those of one namespace. */
  in<K extends Kind>(kind: K, namespace: string): readonly Known<K>[] {
    return (this.byNamespace.get(key(kind, namespace)) ?? []) as unknown as Known<K>[];
  }

  /** The one of that name; objects of the cluster have the namespace `""`. The first one where there are duplicates. */
  find<K extends Kind>(kind: K, namespace: string, name: string): Known<K> | undefined {
    return this.byName.get(key(kind, namespace, name)) as unknown as Known<K> | undefined;
  }

  /** Those of a namespace that a selector selects by their own labels. */
  select<K extends Kind>(kind: K, namespace: string, selector: Selector): readonly Known<K>[] {
    for (const [label, value] of Object.entries(selector.matchLabels ?? {})) {
      const candidates = (this.byLabel.get(key(kind, namespace, label, value)) ?? []) as unknown as Known<K>[];
      return candidates.filter(({ labels }) => selects(selector, labels));
    }
    return this.in(kind, namespace).filter(({ labels }) => selects(selector, labels));
  }

  /** The names of all namespaces that are defined or that objects name. */
  get namespaces(): ReadonlyMap<string, Labels> {
    return this.derived(namespacesOf);
  }

  /** Whether the objects define that namespace, so that everything in it can be expected to be among them. */
  defines(namespace: string): boolean {
    return this.find("Namespace", "", namespace) !== undefined;
  }

  /** What a function makes of this cluster, computed once. */
  derived<T>(compute: (cluster: Cluster) => T): T {
    if (!this.memo.has(compute)) this.memo.set(compute, compute(this));
    return this.memo.get(compute) as T;
  }
}

const key = (...parts: readonly string[]) => parts.join("\n");

function add(map: Map<string, Manifest[]>, id: string, manifest: Manifest): void {
  const found = map.get(id);
  if (found) found.push(manifest);
  else map.set(id, [manifest]);
}

/** Labels of each namespace, with the one that the API server gives it; those of one that several files define may be layers. */
function namespacesOf(cluster: Cluster): ReadonlyMap<string, Labels> {
  const found = new Map<string, Labels>();
  const named = (name: string) => ({ "kubernetes.io/metadata.name": name });
  for (const { name, labels } of cluster.all("Namespace"))
    found.set(name, { ...found.get(name), ...labels, ...named(name) });
  for (const { namespace } of cluster.manifests)
    if (namespace !== undefined && !found.has(namespace)) found.set(namespace, named(namespace));
  return found;
}
