import type { Cluster } from "../model/cluster.ts";
import { dashboardsOf } from "../model/dashboards.ts";
import type { Known, Manifest } from "../model/manifest.ts";
import { podsOf } from "../model/pods.ts";
import { selectorText, selects } from "../model/selector.ts";
import { isCollected, isLabelled, sidecarsOf } from "../model/sidecars.ts";
import type { Found, Rule } from "../rule.ts";
import type { World } from "../world.ts";

/** A dashboard that no pod mounts, no side-car collects and no operator takes. */
export const dashboardNotLoaded: Rule = {
  id: "dashboard-not-loaded",
  topic: "dashboards",
  severity: "error",
  sentence: "A dashboard is mounted by a pod, labelled for Grafana's side-car, or selects a Grafana of the operator.",
  why: "The dashboard is applied and never shown.",
  remedy:
    "mount it into Grafana's pod, or give it the label and the namespace for which the side-car looks; for the operator, mend instanceSelector",
  *check(cluster, world) {
    const mounted = mountedConfigMaps(cluster);
    const seen = new Set<Manifest>();
    for (const { file } of dashboardsOf(cluster)) {
      const { object, field } = file;
      if (object.kind !== "ConfigMap" || seen.has(object) || mounted.has(idOf(object))) continue;
      seen.add(object);
      const found = uncollected(cluster, world, object);
      if (found) yield { object, field, ...found };
    }
    for (const object of cluster.all("GrafanaDashboard")) yield* unselected(cluster, object);
  },
};

const idOf = ({ namespace, name }: Manifest) => `${namespace}/${name}`;

/** `NAMESPACE/NAME` of the ConfigMaps that pods mount, and of those that custom resources name. */
const mountedConfigMaps = (cluster: Cluster): ReadonlySet<string> =>
  new Set([
    ...podsOf(cluster).flatMap(({ namespace, spec }) =>
      (spec.volumes ?? []).flatMap(({ configMap, projected }) =>
        [configMap, ...(projected?.sources ?? []).map((source) => source.configMap)].flatMap((each) =>
          each?.name === undefined ? [] : [`${namespace}/${each.name}`],
        ),
      ),
    ),
    ...cluster
      .all("GrafanaDashboard")
      .map(({ namespace, body }) => `${namespace}/${body.spec?.configMapRef?.name ?? ""}`),
  ]);

function uncollected(
  cluster: Cluster,
  { complete }: World,
  object: Manifest,
): Pick<Found, "what" | "uncertain"> | undefined {
  const sidecars = sidecarsOf(cluster);
  if (isCollected(sidecars, object)) return undefined;
  // Who installs Grafana elsewhere brings the side-car there, too.
  const elsewhere = complete || hasGrafana(cluster) ? {} : { uncertain: "no Grafana is among the objects" };
  if (!isLabelled(sidecars, object))
    return { what: "no pod of its namespace mounts it, and it has no label for a side-car", ...elsewhere };
  const own = sidecars.find((each) => /dashboard/i.test(each.label));
  if (own === undefined)
    return { what: "it is labelled for a side-car, which no pod has, and no pod mounts it", ...elsewhere };
  const { label, value, namespaces = [] } = own;
  const where = namespaces.length === 0 ? "" : ` in namespace ${namespaces.join(", ")}`;
  return { what: `the side-car looks for the label ${label}${value === undefined ? "" : `=${value}`}${where}` };
}

const hasGrafana = (cluster: Cluster): boolean =>
  podsOf(cluster).some(({ spec }) =>
    (spec.containers ?? []).some(({ image = "" }) => /(^|\/)grafana[:@-]/.test(image)),
  );

/** What the operator gives to no Grafana. */
function* unselected(cluster: Cluster, object: Known<"GrafanaDashboard">): Iterable<Found> {
  const { instanceSelector = {}, allowCrossNamespaceImport } = object.body.spec ?? {};
  const all = cluster.all("Grafana");
  const selected = all.filter(({ labels }) => selects(instanceSelector, labels));
  if (allowCrossNamespaceImport ? selected.length > 0 : selected.some((each) => each.namespace === object.namespace))
    return;
  yield {
    object,
    field: selected.length > 0 ? "spec.allowCrossNamespaceImport" : "spec.instanceSelector",
    value: selected.length > 0 ? "false" : selectorText(instanceSelector),
    what: selected.length > 0 ? "the Grafana that it selects is in another namespace" : "no Grafana has these labels",
    ...(all.length === 0 && { uncertain: "no Grafana is among the objects" }),
  };
}
