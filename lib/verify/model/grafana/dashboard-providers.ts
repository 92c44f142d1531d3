import type { Cluster } from "../cluster.ts";
import type { Known } from "../manifest.ts";
import type { PodSpec, Pods } from "../pods/pod.ts";
import { containersOf } from "../pods/pods.ts";
import { filesOf, yamlIn } from "./embedded.ts";

const schema = { providers: [{ type: "text", options: { path: "text" } }] } as const;

/** The folders from which the Grafana of some pods reads dashboards; nothing where the objects do not tell. */
export function providerPaths(cluster: Cluster, pods: Pods): readonly string[] | undefined {
  const known = cluster.derived(pathsByPods);
  if (!known.has(pods)) known.set(pods, pathsOf(cluster, pods));
  return known.get(pods);
}

/** One Grafana may have hundreds of dashboards. */
const pathsByPods = () => new Map<Pods, readonly string[] | undefined>();

function pathsOf(cluster: Cluster, { namespace, spec }: Pods): readonly string[] | undefined {
  const parts = (spec.volumes ?? []).flatMap((volume) =>
    partsOf(volume).map(({ kind, name }) => ({ volume: volume.name, object: cluster.find(kind, namespace, name) })),
  );
  const known = parts.flatMap(({ object }) => object ?? []);
  const mounts = containersOf(spec).flatMap(({ container }) => container.volumeMounts ?? []);
  const isHidden = parts.some(
    ({ volume, object }) =>
      object === undefined &&
      mounts.some(({ name, mountPath = "" }) => name === volume && provisioning.test(mountPath)),
  );
  if (isHidden) return undefined;
  const providers = known
    .flatMap(filesOf)
    .filter(({ name, text }) => /\.(ya?ml|json)$/.test(name) && /\bproviders\b/.test(text))
    .flatMap(({ text }) => yamlIn(text, schema)?.providers ?? []);
  const paths = providers.map(({ type = "file", options }) => (type === "file" ? options?.path : undefined));
  const told = paths.filter((path) => path !== undefined && !path.includes("$")).map((path = "") => plain(path));
  return told.length === 0 || told.length < paths.length ? undefined : told;
}

/** Where files of Grafana's own may be hidden. */
const provisioning = /provisioning|^\/etc(\/grafana)?\/?$/;

/** Where some pods have the file of a ConfigMap; in no place where only one of them has the volume, and no container mounts it. */
export function placesOf({ spec }: Pods, { name }: Known<"ConfigMap">, key: string): readonly string[] {
  const volumes = (spec.volumes ?? []).flatMap((volume) =>
    partsOf(volume)
      .filter((part) => part.kind === "ConfigMap" && part.name === name)
      .flatMap(({ items }) => (items ? items.filter((item) => item.key === key) : [{ key, path: key }]))
      .map(({ path = key }) => ({ volume: volume.name, path })),
  );
  return containersOf(spec).flatMap(({ container }) =>
    (container.volumeMounts ?? []).flatMap(({ name, mountPath = "", subPath }) =>
      volumes.filter(({ volume }) => volume === name).flatMap(({ path }) => placed(mountPath, subPath, path)),
    ),
  );
}

/** A mount of a part of a volume has that part's files only. */
function placed(mountPath: string, subPath: string | undefined, path: string): readonly string[] {
  if (!subPath) return [plain(`${mountPath}/${path}`)];
  return `${path}/`.startsWith(`${plain(subPath)}/`) ? [plain(mountPath + path.slice(plain(subPath).length))] : [];
}

/** Without what means nothing in a path. */
const plain = (path: string): string => path.replace(/\/+/g, "/").replace(/(?<=.)\/$/, "");

type Volume = NonNullable<PodSpec["volumes"]>[number];

/** The ConfigMaps and Secrets of a volume. */
function partsOf({ configMap, secret, projected }: Volume) {
  const sources = [
    { configMap, secret: secret && { ...secret, name: secret.secretName } },
    ...(projected?.sources ?? []),
  ];
  return sources.flatMap((source) => [
    ...(source.configMap
      ? [{ ...source.configMap, kind: "ConfigMap" as const, name: source.configMap.name ?? "" }]
      : []),
    ...(source.secret ? [{ ...source.secret, kind: "Secret" as const, name: source.secret.name ?? "" }] : []),
  ]);
}
