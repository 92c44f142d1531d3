import {
  prometheusOperatorManagedResources,
  prometheusOperatorReconcileErrorsTotal,
} from "../../../imports/metrics/prometheus-operator.ts";
import { panelsOf } from "../../grafana/panel.ts";
import { promql } from "../../promql/promql.ts";
import { alerts } from "./alerts.ts";

const { graph, stat } = panelsOf("operator", alerts);

export const rejected = stat({
  title: "Rejected monitors, rules and receivers",
  description:
    "Objects that the operator left out because they are wrong. Any: something is not watched or nobody is told; its log says which.",
  unit: "short",
  queries: {
    rejected: promql`sum(max by (controller, resource) (${prometheusOperatorManagedResources({ state: "rejected" })})) or vector(0)`,
  },
  badFrom: 1,
});

export const reconcileErrors = graph({
  title: "Errors of prometheus-operator",
  description:
    "Attempts a second to bring the cluster to what was declared that failed. Lasting ones: changes do not arrive.",
  unit: "cps",
  queries: {
    "{{controller}}": promql`sum by (controller) (rate(${prometheusOperatorReconcileErrorsTotal()}[$__rate_interval]))`,
  },
});
