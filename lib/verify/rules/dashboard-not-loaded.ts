import type { Cluster } from "../model/cluster.ts";
import { dashboardsOf, isSidecarLabel } from "../model/dashboards.ts";
import { podsOf } from "../model/pods.ts";
import type { Rule } from "../rule.ts";

/** A dashboard that no pod mounts and no side-car collects. */
export const dashboardNotLoaded: Rule = {
  id: "dashboard-not-loaded",
  topic: "dashboards",
  severity: "error",
  sentence: "A ConfigMap with a dashboard is mounted by a pod or labelled for Grafana's side-car.",
  why: "The dashboard is applied and never shown.",
  remedy: "mount it into Grafana's pod, or label it grafana_dashboard where the side-car runs",
  *check(cluster) {
    const mounted = mountedConfigMaps(cluster);
    const seen = new Set<string>();
    for (const { file } of dashboardsOf(cluster)) {
      const { object } = file;
      const id = `${object.namespace}/${object.name}`;
      if (seen.has(id) || mounted.has(id)) continue;
      seen.add(id);
      if (Object.keys(object.labels).some(isSidecarLabel)) {
        if (mounted.size === 0 || hasSidecar(cluster)) continue;
        yield {
          object,
          field: file.field,
          what: "it is labelled for a side-car, which no pod has, and no pod mounts it",
        };
      } else
        yield {
          object,
          field: file.field,
          what: "no pod of its namespace mounts it, and it has no label for a side-car",
        };
    }
  },
};

/** `NAMESPACE/NAME` of the ConfigMaps that pods mount. */
const mountedConfigMaps = (cluster: Cluster): ReadonlySet<string> =>
  new Set(
    podsOf(cluster).flatMap(({ namespace, spec }) =>
      (spec.volumes ?? []).flatMap(({ configMap, projected }) =>
        [configMap, ...(projected?.sources ?? []).map((source) => source.configMap)].flatMap((each) =>
          each?.name === undefined ? [] : [`${namespace}/${each.name}`],
        ),
      ),
    ),
  );

/** Whether any pod watches ConfigMaps by label, as kiwigrid's k8s-sidecar does. */
const hasSidecar = (cluster: Cluster): boolean =>
  podsOf(cluster).some(({ spec }) => (spec.containers ?? []).some(({ image = "" }) => /sidecar/.test(image)));
