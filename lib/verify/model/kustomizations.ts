import { dirname, join, normalize } from "node:path";
import type { Cluster } from "./cluster.ts";
import type { Manifest } from "./manifest.ts";

/** A kustomization that makes other objects of those that it names. */
export interface Kustomization {
  readonly folder: string;
  readonly file: string;
  /** The fields by which it changes them. */
  readonly changes: readonly string[];
  /** Into which namespace it puts them. */
  readonly namespace?: string;
}

/** Those among the objects that change what they name; one that only lists files leaves them as they are. */
export const kustomizationsOf = (cluster: Cluster): readonly Kustomization[] => cluster.derived(changing);

/** The kustomization by which what a file holds is not what is applied. */
export const kustomizationOf = (cluster: Cluster, file: string): Kustomization | undefined =>
  cluster.derived(changedBy).get(normalize(file));

/** Whether a kustomization names a file, be it that it changes what is in it or not: another one may, that names the first. */
export const isListed = (cluster: Cluster, file: string): boolean =>
  [...cluster.derived(listings).values()].some(({ named }) => named.includes(normalize(file)));

/** The kustomization that puts objects into a namespace that name another one, or none. */
export const putsInto = (cluster: Cluster, namespace: string): Kustomization | undefined =>
  kustomizationsOf(cluster).find((each) => each.namespace === namespace);

/** The kustomization that gives other names to objects of a namespace. */
export const renamesIn = (cluster: Cluster, namespace: string): Kustomization | undefined =>
  cluster.derived(renaming).get(namespace);

function renaming(cluster: Cluster): ReadonlyMap<string | undefined, Kustomization> {
  const known = cluster.derived(listings);
  const found = new Map<string | undefined, Kustomization>();
  for (const by of kustomizationsOf(cluster)) {
    if (!by.changes.some((field) => field === "namePrefix" || field === "nameSuffix")) continue;
    const files = new Set<string>();
    const take = (path: string): void => {
      if (files.has(path)) return;
      files.add(path);
      for (const next of known.get(path)?.named ?? []) take(next);
    };
    take(by.folder);
    for (const { namespace, origin } of cluster.manifests)
      if (files.has(normalize(origin.file)) && !found.has(namespace)) found.set(namespace, by);
  }
  return found;
}

/** The files that kustomizations among objects name as patches: they look like objects, and lack what they do not change. */
export const patchesOf = (manifests: readonly Manifest[]): ReadonlySet<string> =>
  new Set(
    manifests.filter(isKustomization).flatMap(({ body, origin }) => {
      const { patches, patchesStrategicMerge, patchesJson6902 } = body as Readonly<Record<string, unknown>>;
      return [patches, patchesStrategicMerge, patchesJson6902]
        .flatMap((list) => (Array.isArray(list) ? list : []))
        .map((patch: unknown) => (typeof patch === "string" ? patch : (patch as { path?: unknown } | null)?.path))
        .flatMap((path) => (typeof path === "string" ? join(dirname(origin.file), path) : []));
    }),
  );

const isKustomization = ({ group }: Manifest): boolean => group === "kustomize.config.k8s.io";

/** Any kustomization, with the files and folders that it may name. */
interface Listing extends Kustomization {
  readonly named: readonly string[];
}

const changing = (cluster: Cluster): readonly Kustomization[] =>
  [...cluster.derived(listings).values()].filter(({ changes }) => changes.length > 0);

/** By folder. */
function listings(cluster: Cluster): ReadonlyMap<string, Listing> {
  const found = new Map<string, Listing>();
  for (const { body, origin } of cluster.manifests.filter(isKustomization)) {
    const folder = normalize(dirname(origin.file));
    const fields = Object.entries(body as Readonly<Record<string, unknown>>);
    // What stands by itself is no file, but a name: a namespace may be called like a folder.
    const named = fields
      .flatMap(([, value]) => (typeof value === "string" ? [] : textsIn(value)))
      .map((text) => join(folder, text).replace(/[/\\]$/, ""));
    const changes = fields.filter(([field, value]) => !neutral.has(field) && !isEmpty(value)).map(([field]) => field);
    const { namespace } = body as { readonly namespace?: unknown };
    const into = typeof namespace === "string" && { namespace };
    found.set(folder, { folder, file: origin.file, changes, named, ...into });
  }
  return found;
}

/** Files that a kustomization names, itself or through others, with the first one that changes what is in them. */
function changedBy(cluster: Cluster): ReadonlyMap<string, Kustomization> {
  const known = cluster.derived(listings);
  const found = new Map<string, Kustomization>();
  const take = (path: string, by: Kustomization): void => {
    if (found.has(path)) return;
    found.set(path, by);
    for (const next of known.get(path)?.named ?? []) take(next, by);
  };
  for (const each of kustomizationsOf(cluster)) take(each.folder, each);
  return found;
}

/** Files are named in many fields: as resources, as patches, as what generates or replaces. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** Fields that change no object. Source: https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/ */
const neutral = new Set([
  ...["apiVersion", "kind", "metadata", "resources", "bases", "crds", "openapi"],
  ...["sortOptions", "buildMetadata", "generatorOptions", "validators"],
]);

const isEmpty = (value: unknown) =>
  value === null || value === "" || (typeof value === "object" && Object.keys(value).length === 0);
