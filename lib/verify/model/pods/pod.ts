import type { podSpec } from "../kinds/parts.ts";
import type { Known, Labels } from "../manifest.ts";
import type { Fitting } from "../schema.ts";

export type PodSpec = Fitting<typeof podSpec>;
export type Container = NonNullable<PodSpec["containers"]>[number];

/** Kinds whose objects become pods. */
export type Owner = Known<
  | "Pod"
  | "Deployment"
  | "ReplicaSet"
  | "ReplicationController"
  | "Rollout"
  | "StatefulSet"
  | "DaemonSet"
  | "Job"
  | "CronJob"
  | "Prometheus"
  | "PrometheusAgent"
  | "Alertmanager"
  | "ThanosRuler"
>;

/** The pods that one object makes, which are all alike. */
export interface Pods {
  readonly owner: Owner;
  readonly namespace: string;
  /** The labels of each pod, with those that its controller adds. */
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly spec: PodSpec;
  /** Where `spec` stands in the owner: `spec.template.spec`; for pods of an operator, `spec`, whose fields differ. */
  readonly field: string;
  /** How many there are when nothing scales them; `"node"` for one on each node. */
  readonly replicas: number | "node";
}
