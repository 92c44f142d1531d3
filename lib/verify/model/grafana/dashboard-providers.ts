import type { Cluster } from "../cluster.ts";
import { filesOf, type ObjectFile, yamlIn } from "../embedded.ts";
import { nameOf } from "../manifest.ts";
import { filesIn, plainPath, volumePartsOf } from "../pods/mounted.ts";
import type { Pods } from "../pods/pod.ts";
import { containersOf } from "../pods/pods.ts";
import { grafanasOf, isGrafana } from "./grafanas.ts";

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
  const parts = volumePartsOf(spec).map(({ volume, kind, name }) => ({
    volume,
    object: cluster.find(kind, namespace, name),
  }));
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
  const told = paths.filter((path) => path !== undefined && !path.includes("$")).map((path = "") => plainPath(path));
  return told.length === 0 || told.length < paths.length ? undefined : told;
}

/** Whether a file is in one of some folders, or below. */
export const isBelow = (place: string, folders: readonly string[]): boolean =>
  folders.some((folder) => place === folder || place.startsWith(folder === "/" ? folder : `${folder}/`));

/** Whether some Grafana reads a file as a dashboard, because a provider looks where it is mounted. */
export const isProvided = (cluster: Cluster, file: ObjectFile): boolean =>
  cluster.derived(provided).has(`${nameOf(file.object)} ${file.name}`);

const provided = (cluster: Cluster): ReadonlySet<string> =>
  new Set(
    grafanasOf(cluster).flatMap((pods) => {
      const folders = providerPaths(cluster, pods) ?? [];
      return containersOf(pods.spec)
        .filter(({ container }) => isGrafana(container))
        .flatMap(({ container }) => filesIn(cluster, pods, container))
        .filter(({ path }) => isBelow(path, folders))
        .map(({ object, name }) => `${nameOf(object)} ${name}`);
    }),
  );

/** Where files of Grafana's own may be hidden. */
const provisioning = /provisioning|^\/etc(\/grafana)?\/?$/;
