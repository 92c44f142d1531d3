import type { Cluster } from "./model/cluster.ts";
import { kustomizationOf } from "./model/kustomizations.ts";
import { idOf, type Manifest, nameOf } from "./model/manifest.ts";
import { placeholderIn, variableIn } from "./model/placeholder.ts";
import { containersOf, podsOf } from "./model/pods/pods.ts";
import type { Finding } from "./rule.ts";
import type { World } from "./world.ts";

/** A finding, uncertain where it is about something that is not applied as it is written. */
export function doubted(cluster: Cluster, world: World, finding: Finding): Finding {
  if (finding.uncertain !== undefined) return finding;
  const uncertain = doubt(cluster, world, finding);
  return uncertain === undefined ? finding : { ...finding, uncertain };
}

function doubt(cluster: Cluster, { complete }: World, finding: Finding): string | undefined {
  const changed = kustomized(cluster, finding);
  // Who says that the objects are all there is puts nothing else in place of what they say.
  if (changed !== undefined || complete) return changed;
  return filledIn(finding) ?? partial(cluster, finding) ?? several(cluster, finding);
}

function kustomized(cluster: Cluster, { object, lacking }: Finding): string | undefined {
  for (const each of lacking ? [object, lacking] : [object]) {
    const by = kustomizationOf(cluster, each.origin.file);
    const what = each === object ? "it" : nameOf(each);
    if (by) return `${by.file} changes ${what} before it is applied (${by.changes.join(", ")})`;
  }
  return undefined;
}

/** What is lacking in one file may be there in another. */
const several = (cluster: Cluster, { lacking }: Finding): string | undefined =>
  lacking && cluster.derived(writtenAgain).has(idOf(lacking))
    ? `${nameOf(lacking)} is written in another file as well`
    : undefined;

/** Objects of several files. */
function writtenAgain(cluster: Cluster): ReadonlySet<string> {
  const files = new Map<string, string>();
  const found = new Set<string>();
  for (const each of cluster.manifests) {
    const [id, { file }] = [idOf(each), each.origin];
    if ((files.get(id) ?? file) !== file) found.add(id);
    files.set(id, file);
  }
  return found;
}

/** The API server takes no container without an image: who writes one patches a workload that has it. */
function partial(cluster: Cluster, { object }: Finding): string | undefined {
  const container = cluster.derived(withoutImage).get(object);
  return container && `container ${container} has no image, so this may be a patch of the whole object`;
}

/** Containers that have none, by the workloads whose templates they are in; operators know the images of their own. */
const withoutImage = (cluster: Cluster): ReadonlyMap<Manifest, string> =>
  new Map(
    podsOf(cluster).flatMap(({ owner, field, spec }) =>
      (field === "spec" ? [] : containersOf(spec))
        .filter(({ container }) => container.image === undefined)
        .map(({ container: { name = "" } }) => [owner, name] as const),
    ),
  );

function filledIn({ value = "", rule }: Finding): string | undefined {
  const found = rule.topic === "objects" ? variableIn(value) : placeholderIn(value);
  return found && `something is put in place of ${found} before it is applied`;
}
