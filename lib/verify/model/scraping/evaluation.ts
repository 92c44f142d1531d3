import type { Cluster } from "../cluster.ts";
import type { PromRule } from "../expressions/rule-list.ts";
import { idOf } from "../manifest.ts";
import type { Owner } from "../pods/pod.ts";
import { plainPrometheusesOf } from "./plain-prometheus.ts";
import { selectionOf } from "./selection.ts";

/** Who evaluates the rules of an object. */
export interface Evaluation {
  readonly by: readonly Owner[];
  /** Who may, if only its namespace had the labels that are not among the objects. */
  readonly perhaps: readonly Owner[];
}

/** Who selects a PrometheusRule, or loads the files of a ConfigMap. */
export const evaluationOf = (cluster: Cluster, object: PromRule["object"]): Evaluation =>
  object.kind === "PrometheusRule" ? selectionOf(cluster, object) : { by: loading(cluster, object), perhaps: [] };

const loading = (cluster: Cluster, object: PromRule["object"]): readonly Owner[] =>
  plainPrometheusesOf(cluster)
    .filter(({ patterns }) => patterns.some(({ files }) => files.some((file) => idOf(file.object) === idOf(object))))
    .map(({ pods }) => pods.owner);
