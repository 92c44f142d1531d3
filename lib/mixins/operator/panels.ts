import { prometheusOperatorManagedResources } from "../../../imports/metrics/prometheus-operator.ts";
import { panelsOf } from "../../grafana/panel.ts";
import { promql } from "../../promql/promql.ts";
import { alerts, lookErrorLimit, none, reconcileErrorLimit } from "./alerts.ts";
import { lookErrors as looks, reconcileErrors as reconciles } from "./rules.ts";

const { graph, stat, above } = panelsOf("operator", alerts);

export const rejected = stat({
  title: "Rejected monitors, rules and receivers",
  description:
    "Objects that the operator left out because they are wrong. Any: something is not watched or nobody is told; its log says which.",
  unit: "short",
  queries: {
    rejected: promql`sum(max by (controller, resource) (${prometheusOperatorManagedResources({ state: "rejected" })})) or vector(0)`,
  },
  limits: [above("OperatorRejectsResources", none)],
  badFrom: 1,
});

export const reconcileErrors = graph({
  title: "Attempts of prometheus-operator that fail",
  description:
    "Share of its attempts to bring the cluster to what was declared. Above the line OperatorReconcileErrors fires: changes do not arrive.",
  unit: "percentunit",
  queries: { "{{controller}}": promql`${reconciles()}` },
  limits: [above("OperatorReconcileErrors", reconcileErrorLimit)],
});

export const lookErrors = graph({
  title: "Questions of prometheus-operator without answer",
  description:
    "Share of what it asks the API server. Above the line OperatorCannotLook fires: what is declared stays unnoticed.",
  unit: "percentunit",
  queries: { "{{controller}}": promql`${looks()}` },
  limits: [above("OperatorCannotLook", lookErrorLimit)],
});
