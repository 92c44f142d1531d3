import { Cluster } from "../../../lib/verify/model/cluster.ts";
import { dashboardsOf } from "../../../lib/verify/model/grafana/dashboards.ts";
import { readObject } from "../../../lib/verify/model/read-object.ts";
import type { KubernetesObject } from "../kubectl.ts";

/** A query that must return data, and where it stands. */
export interface Query {
  readonly where: string;
  readonly expression: string;
}

/** Every series that the rules among the objects record. */
export const recordingsIn = (objects: readonly KubernetesObject[]): Query[] =>
  objects
    .filter(({ kind }) => kind === "PrometheusRule")
    .flatMap(({ spec }) => (spec as { groups: { rules: { record?: string }[] }[] }).groups)
    .flatMap(({ rules }) => rules.flatMap(({ record }) => (record ? [{ where: record, expression: record }] : [])));

/** Every query of every panel of the dashboards among the objects, as Grafana would read them. */
export const panelQueriesIn = (objects: readonly KubernetesObject[]): Query[] =>
  dashboardsOf(new Cluster(objects.flatMap((object) => readObject(object, { file: "live" })))).flatMap(
    ({ title: dashboard, panels }) =>
      panels.flatMap(({ title, targets = [] }) =>
        targets.map(({ expr = "", legendFormat }) => ({
          where: `${dashboard}: ${title}: ${legendFormat}`,
          expression: filled(expr),
        })),
      ),
  );

/** Grafana's variables with what stands for "All" and a short range. */
const filled = (expression: string) =>
  expression
    .replaceAll("$__rate_interval", "5m")
    .replaceAll("$__range", "10m")
    .replaceAll(/"\$\w+"/g, '".*"');
