import type { Cluster } from "../cluster.ts";
import type { Manifest } from "../manifest.ts";
import { certificatesOf } from "../network/certificates.ts";

/** Where values are kept for pods to read. */
export type StoreKind = "ConfigMap" | "Secret";

/** A ConfigMap or Secret that there will be. */
export interface Store {
  /** The object that makes it: itself, an ExternalSecret, a Certificate... */
  readonly maker: Manifest;
  /** Its keys; nothing where only the cluster will tell. */
  readonly keys?: ReadonlySet<string>;
}

/** The one of that name, whoever makes it. */
export const storeOf = (cluster: Cluster, kind: StoreKind, namespace: string, name: string): Store | undefined =>
  cluster.derived(makersOf[kind]).get(namespace)?.get(name);

/** The names of all stores of a namespace. */
export const storesIn = (cluster: Cluster, kind: StoreKind, namespace: string): readonly string[] => [
  ...(cluster.derived(makersOf[kind]).get(namespace)?.keys() ?? []),
];

/** By namespace and name. */
type Stores = ReadonlyMap<string, ReadonlyMap<string, Store>>;

class Collection extends Map<string, Map<string, Store>> {
  add(maker: Manifest, name: string, keys: ReadonlySet<string> | undefined): void {
    const namespace = maker.namespace ?? "";
    const stores = this.get(namespace) ?? new Map<string, Store>();
    const before = stores.get(name);
    // Several are alternatives, or layers: what any of them gives may be there. A ServiceAccount only says a name.
    const known = before === undefined || before.maker.kind === "ServiceAccount" ? keys : union(before.keys, keys);
    this.set(namespace, stores.set(name, { maker, ...(known && { keys: known }) }));
  }
}

/** Nothing where one of them is open. */
const union = (one: ReadonlySet<string> | undefined, other: ReadonlySet<string> | undefined) =>
  one && other && new Set([...one, ...other]);

const keysOf = (...maps: readonly (Readonly<Record<string, unknown>> | undefined)[]): ReadonlySet<string> =>
  new Set(maps.flatMap((map) => Object.keys(map ?? {})));

function configMaps(cluster: Cluster): Stores {
  const found = new Collection();
  for (const maker of cluster.all("ConfigMap"))
    found.add(maker, maker.name, keysOf(maker.body.data, maker.body.binaryData));
  return found;
}

/** Those that controllers make are known by what they are made from. */
function secrets(cluster: Cluster): Stores {
  const found = new Collection();
  for (const maker of cluster.all("ServiceAccount"))
    for (const { name } of maker.body.secrets ?? []) if (name !== undefined) found.add(maker, name, undefined);
  for (const maker of cluster.all("Ingress").filter(isCertified))
    for (const { secretName = "" } of maker.body.spec?.tls ?? []) found.add(maker, secretName, ofCertificate);
  for (const { object: maker, namespace, name } of certificatesOf(cluster))
    if (isCertified(maker) && namespace === maker.namespace) found.add(maker, name, ofCertificate);
  for (const maker of cluster.all("Certificate")) {
    const { secretName, keystores } = maker.body.spec ?? {};
    if (secretName !== undefined) found.add(maker, secretName, keystores ? undefined : ofCertificate);
  }
  for (const maker of cluster.all("SealedSecret")) {
    const { template, encryptedData } = maker.body.spec ?? {};
    found.add(maker, template?.metadata?.name ?? maker.name, keysOf(encryptedData, template?.data));
  }
  for (const maker of cluster.all("ExternalSecret")) {
    const { target, data = [], dataFrom = [] } = maker.body.spec ?? {};
    const template = target?.template;
    const isOpen = dataFrom.length > 0 || template?.templateFrom !== undefined;
    const own = data.flatMap(({ secretKey }) => (secretKey === undefined ? [] : [secretKey]));
    // A template's data replaces what was fetched, unless it says Merge.
    const keys = template?.data && template.mergePolicy !== "Merge" ? [] : own;
    found.add(maker, target?.name ?? maker.name, isOpen ? undefined : new Set([...keys, ...keysOf(template?.data)]));
  }
  for (const maker of cluster.all("Secret")) {
    const isFilledLater = maker.body.type === "kubernetes.io/service-account-token";
    found.add(maker, maker.name, isFilledLater ? undefined : keysOf(maker.body.data, maker.body.stringData));
  }
  return found;
}

/** What cert-manager makes; ca.crt is there if the issuer knows it. Source: https://cert-manager.io/docs/usage/certificate/ */
const ofCertificate: ReadonlySet<string> = new Set(["tls.crt", "tls.key", "ca.crt"]);

/** Whether cert-manager makes the Secrets of an Ingress or a Gateway. Source: https://cert-manager.io/docs/usage/ingress/, .../gateway/ */
const isCertified = ({ annotations }: Manifest): boolean =>
  Boolean(annotations["cert-manager.io/cluster-issuer"]) ||
  Boolean(annotations["cert-manager.io/issuer"]) ||
  annotations["kubernetes.io/tls-acme"] === "true";

const makersOf = { ConfigMap: configMaps, Secret: secrets } as const;
