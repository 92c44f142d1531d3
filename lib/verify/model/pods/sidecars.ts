import type { Cluster } from "../cluster.ts";
import type { Labels, Manifest } from "../manifest.ts";
import type { Pods } from "./pod.ts";
import { podsOf } from "./pods.ts";

/** A container that collects ConfigMaps by a label, as kiwigrid's k8s-sidecar does beside Grafana. */
export interface Sidecar {
  readonly label: string;
  /** Nothing for any value. */
  readonly value?: string;
  /** The namespaces in which it looks; nothing for all of them. */
  readonly namespaces?: readonly string[];
}

/** All side-cars of the objects' pods. Source: https://github.com/kiwigrid/k8s-sidecar#configuration-environment-variables */
export const sidecarsOf = (cluster: Cluster): readonly Sidecar[] => cluster.derived(collect);

const collect = (cluster: Cluster): readonly Sidecar[] => podsOf(cluster).flatMap(sidecarsIn);

/** Those of some pods. */
export const sidecarsIn = ({ spec, namespace }: Pods): readonly Sidecar[] =>
  [...(spec.containers ?? []), ...(spec.initContainers ?? [])]
    .filter(({ image = "" }) => image.includes("k8s-sidecar"))
    .flatMap(({ env = [] }): Sidecar[] => {
      const of = (name: string) => env.find((each) => each.name === name)?.value;
      const label = of("LABEL");
      const value = of("LABEL_VALUE");
      const namespaces = (of("NAMESPACE") ?? namespace).split(",").map((each) => each.trim());
      if (label === undefined) return [];
      return [{ label, ...(value && { value }), ...(!namespaces.includes("ALL") && { namespaces }) }];
    });

/** Whether an object has the label of a side-car, or that of the charts that people use. */
export const isLabelled = (sidecars: readonly Sidecar[], { labels }: { readonly labels: Labels }): boolean =>
  "grafana_dashboard" in labels ||
  "grafana-dashboard" in labels ||
  // Data sources, rules and others have side-cars of their own.
  sidecars.some((sidecar) => /dashboard/i.test(sidecar.label) && hasLabel(sidecar, labels));

/** Whether a side-car collects an object. */
export const isCollected = (sidecars: readonly Sidecar[], { labels, namespace = "" }: Manifest): boolean =>
  sidecars.some((sidecar) => hasLabel(sidecar, labels) && (sidecar.namespaces?.includes(namespace) ?? true));

const hasLabel = ({ label, value }: Sidecar, labels: Labels): boolean =>
  labels[label] !== undefined && (value === undefined || labels[label] === value);
