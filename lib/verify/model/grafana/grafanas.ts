import type { Cluster } from "../cluster.ts";
import type { Container, Pods } from "../pods/pod.ts";
import { podsOf } from "../pods/pods.ts";

/** The pods that run Grafana. */
export const grafanasOf = (cluster: Cluster): readonly Pods[] => cluster.derived(find);

const find = (cluster: Cluster): readonly Pods[] =>
  podsOf(cluster).filter(({ spec }) => (spec.containers ?? []).some(isGrafana));

/** Whether a container runs Grafana itself. */
export const isGrafana = ({ image = "" }: Container): boolean => /(^|\/)grafana[:@-]/.test(image);

/** Why more may be shown than the objects tell; nothing where they tell all. */
export const noGrafana = (cluster: Cluster): string | undefined =>
  grafanasOf(cluster).length > 0 ? undefined : "no Grafana is among the objects";
