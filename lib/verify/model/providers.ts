import type { Found } from "../rule.ts";
import type { World } from "../world.ts";
import type { Cluster } from "./cluster.ts";
import { broughtAlong, elsewhere } from "./elsewhere.ts";
import type { Manifest } from "./manifest.ts";
import { near } from "./near.ts";

/** What operators make secrets and certificates from: an object of the same namespace, or one of the cluster. */
const inCluster = { SecretStore: "ClusterSecretStore", Issuer: "ClusterIssuer" } as const;

/** A reference to such an object. */
export interface ProviderReference {
  readonly field: string;
  /** The kind of a namespace where none is written; another operator's kind is not looked for. */
  readonly kind?: string | undefined;
  readonly name?: string | undefined;
}

/** What is missing where nothing has the name that an object refers to. */
export function missingProvider(
  cluster: Cluster,
  world: World,
  object: Manifest,
  own: keyof typeof inCluster,
  { field, kind = own, name }: ProviderReference,
): Found | undefined {
  const shared = inCluster[own];
  if (name === undefined || (kind !== own && kind !== shared)) return undefined;
  const namespace = kind === own ? (object.namespace ?? "default") : "";
  if (cluster.find(kind, namespace, name)) return undefined;
  const known = cluster.in(kind, namespace).map((each) => each.name);
  return {
    object,
    field,
    value: name,
    what: kind === own ? `no ${own} of namespace ${namespace} has this name` : `no ${shared} has this name`,
    ...near(name, known),
    ...(kind === own ? elsewhere(cluster, world, namespace) : broughtAlong(cluster, world, shared)),
  };
}
