import { Cluster } from "../../../lib/verify/model/cluster.ts";
import { type Dashboard, dashboardsOf } from "../../../lib/verify/model/grafana/dashboards.ts";
import { referenceOf } from "../../../lib/verify/model/grafana/grafana-variables.ts";
import { readObject } from "../../../lib/verify/model/read-object.ts";
import type { KubernetesObject } from "../kubectl.ts";

/** A query of a panel, with what stands for "All" and a short range in place of variables. */
export interface Target {
  /** How its panel calls it. */
  readonly refId: string;
  readonly expr: string;
  readonly legend: string;
}

/** A panel that asks something. */
export interface Asking {
  /** `Dashboard: Panel`. */
  readonly where: string;
  /** The uid of its data source. */
  readonly source: string;
  readonly targets: readonly Target[];
}

/** The dashboards among objects. */
export const dashboardsIn = (objects: readonly KubernetesObject[]): readonly Dashboard[] =>
  dashboardsOf(new Cluster(objects.flatMap((object) => readObject(object, { file: "live" }))));

/** Every panel of some dashboards that asks something. */
export const askingIn = (dashboards: readonly Dashboard[]): readonly Asking[] =>
  dashboards.flatMap(({ title: dashboard, panels }) =>
    panels.flatMap(({ title, datasource, targets = [] }) => {
      const asked = targets.flatMap(({ refId = "", expr, legendFormat: legend = "" }) =>
        expr ? [{ refId, expr: filled(expr), legend }] : [],
      );
      return asked.length === 0
        ? []
        : [{ where: `${dashboard}: ${title}`, source: referenceOf(datasource) ?? "", targets: asked }];
    }),
  );

const filled = (expression: string): string =>
  expression
    .replaceAll("$__rate_interval", "5m")
    .replaceAll("$__range", "10m")
    .replaceAll(/"\$\w+"/g, '".*"');
