import { askingIn, dashboardsIn } from "../grafana/dashboards.ts";
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

/** Every query of every panel of the dashboards among the objects. */
export const panelQueriesIn = (objects: readonly KubernetesObject[]): Query[] =>
  askingIn(dashboardsIn(objects)).flatMap(({ where, targets }) =>
    targets.map(({ legend, expr }) => ({ where: `${where}: ${legend}`, expression: expr })),
  );
