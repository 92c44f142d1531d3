import type { Cluster } from "../cluster.ts";
import { filesOf, type ObjectFile } from "../embedded.ts";
import type { Known } from "../manifest.ts";
import type { Container, PodSpec, Pods } from "./pod.ts";
import { containersOf } from "./pods.ts";

/** A ConfigMap or a Secret of a volume. */
export interface VolumePart {
  readonly volume: string;
  readonly kind: "ConfigMap" | "Secret";
  readonly name: string;
  /** The keys that it takes and the paths where it has them; all of them where it says nothing. */
  readonly items?: readonly { readonly key?: string; readonly path?: string }[];
}

/** The ConfigMaps and Secrets of a pod's volumes. */
export const volumePartsOf = ({ volumes = [] }: PodSpec): readonly VolumePart[] => volumes.flatMap(partsOf);

type Volume = NonNullable<PodSpec["volumes"]>[number];

function partsOf({ name: volume = "", configMap, secret, projected }: Volume): readonly VolumePart[] {
  const sources = [
    { configMap, secret: secret && { ...secret, name: secret.secretName } },
    ...(projected?.sources ?? []),
  ];
  const part = (
    kind: VolumePart["kind"],
    { name = "", items }: { readonly name?: string | undefined; readonly items?: VolumePart["items"] },
  ) => ({ volume, kind, name, ...(items && { items }) });
  return sources.flatMap((source) => [
    ...(source.configMap ? [part("ConfigMap", source.configMap)] : []),
    ...(source.secret ? [part("Secret", source.secret)] : []),
  ]);
}

/** Where some pods have the file of a ConfigMap; in no place where only one of them has the volume, and no container mounts it. */
export function placesOf({ spec }: Pods, { name }: Known<"ConfigMap">, key: string): readonly string[] {
  const parts = volumePartsOf(spec).filter((part) => part.kind === "ConfigMap" && part.name === name);
  return containersOf(spec).flatMap(({ container }) => parts.flatMap((part) => placesIn(container, part, key)));
}

/** A file that a container has, and where. */
export type MountedFile = ObjectFile & { readonly path: string };

/** The files of ConfigMaps and Secrets that a container of some pods has, as far as these are among the objects. */
export const filesIn = (cluster: Cluster, { namespace, spec }: Pods, container: Container): readonly MountedFile[] =>
  volumePartsOf(spec).flatMap((part) => {
    const object = cluster.find(part.kind, namespace, part.name);
    return (object === undefined ? [] : filesOf(object)).flatMap((file) =>
      placesIn(container, part, file.name).map((path) => ({ ...file, path })),
    );
  });

/** Where a container has one key of a part of a volume. */
function placesIn({ volumeMounts = [] }: Container, { volume, items }: VolumePart, key: string): readonly string[] {
  const paths = items ? items.filter((item) => item.key === key).map(({ path = key }) => path) : [key];
  return volumeMounts
    .filter(({ name }) => name === volume)
    .flatMap(({ mountPath = "", subPath }) => paths.flatMap((path) => placed(mountPath, subPath, path)));
}

/** A mount of a part of a volume has that part's files only. */
function placed(mountPath: string, subPath: string | undefined, path: string): readonly string[] {
  if (!subPath) return [plainPath(`${mountPath}/${path}`)];
  return `${path}/`.startsWith(`${plainPath(subPath)}/`)
    ? [plainPath(mountPath + path.slice(plainPath(subPath).length))]
    : [];
}

/** Without what means nothing in a path. */
export const plainPath = (path: string): string => path.replace(/\/+/g, "/").replace(/(?<=.)\/$/, "");

/** Where a program looks for its configuration: what `--config.file` says, seen from the image's own folder. */
export function configPathOf({ command = [], args = [] }: Container, working: string, usual: string): string {
  const [, named] = /--?config\.file(?:=|\s+)["']?([^\s"']+)/.exec([...command, ...args].join(" ")) ?? [];
  return below(working, named ?? usual);
}

/** A path, from a folder where it does not begin at the root. */
export const below = (folder: string, path: string): string =>
  plainPath(path.startsWith("/") ? path : `${folder}/${path}`);
export const folderOf = (path: string): string => path.slice(0, path.lastIndexOf("/"));

/** Patterns as Go's filepath.Match has them. */
export const glob = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern.replace(/\*|\?|[.+^${}()|\\]/g, (sign) => (sign === "*" ? "[^/]*" : sign === "?" ? "[^/]" : `\\${sign}`))}$`,
  );

/** Whether that is mounted where a pattern looks of which the objects do not tell what it holds. */
export function isHidden(
  cluster: Cluster,
  { namespace, spec }: Pods,
  { volumeMounts = [] }: Container,
  pattern: string,
): boolean {
  const fits = glob(pattern);
  const mounts = volumeMounts.map(({ name, mountPath = "" }) => ({ name, path: plainPath(mountPath) }));
  const around = mounts
    .filter(({ path }) => `${folderOf(pattern)}/`.startsWith(path === "/" ? path : `${path}/`))
    .sort((one, other) => other.path.length - one.path.length)
    .slice(0, 1);
  return [...around, ...mounts.filter(({ path }) => fits.test(path))].some(({ name }) => {
    const parts = volumePartsOf(spec).filter(({ volume }) => volume === name);
    return parts.length === 0 || parts.some((part) => cluster.find(part.kind, namespace, part.name) === undefined);
  });
}
