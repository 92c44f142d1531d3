import type { Cluster } from "../model/cluster.ts";
import { isBelow, providerPaths } from "../model/grafana/dashboard-providers.ts";
import { dashboardsOf } from "../model/grafana/dashboards.ts";
import { grafanasOf, noGrafana } from "../model/grafana/grafanas.ts";
import { type Known, type Manifest, nameOf, saysNamespace } from "../model/manifest.ts";
import { placesOf } from "../model/pods/mounted.ts";
import type { Pods } from "../model/pods/pod.ts";
import { podsIn } from "../model/pods/pods.ts";
import { isCollected, isLabelled, sidecarsOf } from "../model/pods/sidecars.ts";
import type { Found, Rule } from "../rule.ts";
import type { World } from "../world.ts";

/** A dashboard that no pod mounts and no side-car collects. */
export const dashboardNotLoaded: Rule = {
  id: "dashboard-not-loaded",
  topic: "dashboards",
  severity: "error",
  sentence: "A dashboard is mounted where Grafana reads, or labelled for Grafana's side-car.",
  why: "The dashboard is applied and never shown.",
  remedy: "mount it into Grafana's pod, or give it the label and the namespace for which the side-car looks",
  *check(cluster, world) {
    const seen = new Set<Manifest>();
    for (const { file } of dashboardsOf(cluster)) {
      const { object, field, name } = file;
      if (object.kind !== "ConfigMap" || seen.has(object) || isNamed(cluster, object)) continue;
      seen.add(object);
      const mounting = podsIn(cluster, object.namespace ?? "").filter((pods) => mounts(pods, object));
      const found = mounting.length > 0 ? unread(cluster, mounting, object, name) : uncollected(cluster, world, object);
      if (found) yield { object, field, ...found };
    }
  },
};

/** Whether grafana-operator is told to take it. */
const isNamed = (cluster: Cluster, { namespace = "", name }: Manifest): boolean =>
  cluster.in("GrafanaDashboard", namespace).some(({ body }) => body.spec?.configMapRef?.name === name);

const mounts = ({ spec }: Pods, { name }: Manifest): boolean =>
  (spec.volumes ?? []).some(({ configMap, projected }) =>
    [configMap, ...(projected?.sources ?? []).map((source) => source.configMap)].some((each) => each?.name === name),
  );

/** What pods mount where Grafana does not look; a side-car may collect it all the same. */
function unread(
  cluster: Cluster,
  mounting: readonly Pods[],
  object: Known<"ConfigMap">,
  key: string,
): Pick<Found, "what" | "remedy"> | undefined {
  if (isCollected(sidecarsOf(cluster), object)) return undefined;
  const all = mounting.map((pods) => ({
    pods,
    places: placesOf(pods, object, key),
    read: providerPaths(cluster, pods),
  }));
  if (all.some(({ places, read }) => places.length === 0 || !read || places.some((place) => isBelow(place, read))))
    return undefined;
  const [{ pods, places, read = [] } = { pods: undefined, places: [] }] = all;
  if (pods === undefined) return undefined;
  return {
    what: `${nameOf(pods.owner)} has it at ${places.join(", ")}, and Grafana's provider of dashboards reads ${read.join(", ")}`,
    remedy: "mount it below options.path of the provider, or mend that path",
  };
}

function uncollected(
  cluster: Cluster,
  { complete }: World,
  object: Manifest,
): Pick<Found, "what" | "uncertain"> | undefined {
  const sidecars = sidecarsOf(cluster);
  if (isCollected(sidecars, object)) return undefined;
  // Who installs Grafana elsewhere brings the side-car there, too.
  const [nobody, loader] = [noGrafana(cluster), loaderOf(cluster)];
  const elsewhere = complete
    ? {}
    : nobody !== undefined
      ? { uncertain: nobody }
      : loader === undefined
        ? {}
        : { uncertain: `container ${loader} beside Grafana may load it` };
  if (!isLabelled(sidecars, object))
    return {
      what: "no pod of its namespace mounts it, and it has no label for a side-car",
      ...elsewhere,
      ...unplaced(cluster, object),
    };
  const own = sidecars.find((each) => /dashboard/i.test(each.label));
  if (own === undefined)
    return { what: "it is labelled for a side-car, which no pod has, and no pod mounts it", ...elsewhere };
  const { label, value, namespaces = [] } = own;
  const where = namespaces.length === 0 ? "" : ` in namespace ${namespaces.join(", ")}`;
  return { what: `the side-car looks for the label ${label}${value === undefined ? "" : `=${value}`}${where}` };
}

/** Whether somebody mounts one of that name who names no namespace: whoever applies it does. */
function unplaced(cluster: Cluster, object: Manifest): Pick<Found, "uncertain"> {
  const by = podsIn(cluster, "default").find((pods) => mounts(pods, object) && !saysNamespace(pods.owner))?.owner;
  return by
    ? { uncertain: `${by.kind} ${by.name} mounts it and says no namespace, so it may be applied to this one` }
    : {};
}

/** A container that is no side-car which is known, and called like one that loads dashboards. */
const loaderOf = (cluster: Cluster): string | undefined =>
  grafanasOf(cluster)
    .flatMap(({ spec }) => spec.containers ?? [])
    .find(({ name = "", image = "" }) => /dashboard|loader/.test(name) && !image.includes("k8s-sidecar"))?.name;
