import {
  prometheusOperatorListOperationsFailedTotal,
  prometheusOperatorListOperationsTotal,
  prometheusOperatorReconcileErrorsTotal,
  prometheusOperatorReconcileOperationsTotal,
  prometheusOperatorWatchOperationsFailedTotal,
  prometheusOperatorWatchOperationsTotal,
} from "../../../imports/metrics/prometheus-operator.ts";
import { open, type Selector } from "../../promql/metric.ts";
import { promql } from "../../promql/promql.ts";
import { record } from "../../promql/recording.ts";

const controller = { controller: open } as const;

const rate = (counter: Selector) => promql`sum by (controller) (rate(${counter}[10m]))`;

/** Share of the attempts to bring the cluster to what was declared that fail; no series while there is nothing to do. */
export const reconcileErrors = record(
  "controller:prometheus_operator_reconciles:error_ratio10m",
  controller,
  promql`
    ${rate(prometheusOperatorReconcileErrorsTotal())}
      / (${rate(prometheusOperatorReconcileOperationsTotal())} > 0)`,
);

/** Share of the questions for what was declared that the API server does not answer. */
export const lookErrors = record(
  "controller:prometheus_operator_looks:error_ratio10m",
  controller,
  promql`
    (${rate(prometheusOperatorListOperationsFailedTotal())} + ${rate(prometheusOperatorWatchOperationsFailedTotal())})
      / (${rate(prometheusOperatorListOperationsTotal())} + ${rate(prometheusOperatorWatchOperationsTotal())} > 0)`,
);

/** None builds on another. */
export const recordings = [reconcileErrors, lookErrors];
