import {
  prometheusOperatorListOperationsFailedTotal,
  prometheusOperatorListOperationsTotal,
  prometheusOperatorManagedResources,
  prometheusOperatorReconcileErrorsTotal,
  prometheusOperatorReconcileOperationsTotal,
  prometheusOperatorWatchOperationsFailedTotal,
  prometheusOperatorWatchOperationsTotal,
} from "../../../imports/metrics/prometheus-operator.ts";
import type { CasesOf } from "../../alerting/cases.ts";
import { ends, grows, holds, type Samples } from "../../alerting/samples.ts";
import { series } from "../case-series.ts";
import type { alerts } from "./alerts.ts";

const controller = { controller: "prometheus" };

const attempts = (failed: Samples, all: Samples = grows(1)) => [
  series(prometheusOperatorReconcileOperationsTotal, controller, all),
  series(prometheusOperatorReconcileErrorsTotal, controller, failed),
];

/** Half of them list, half of them watch. */
const questions = (lists: Samples, watches: Samples, each: Samples = grows(0.5)) => [
  series(prometheusOperatorListOperationsTotal, controller, each),
  series(prometheusOperatorListOperationsFailedTotal, controller, lists),
  series(prometheusOperatorWatchOperationsTotal, controller, each),
  series(prometheusOperatorWatchOperationsFailedTotal, controller, watches),
];

const rejected = (samples: Samples) => [
  series(prometheusOperatorManagedResources, { ...controller, resource: "ServiceMonitor", state: "rejected" }, samples),
  series(
    prometheusOperatorManagedResources,
    { ...controller, resource: "ServiceMonitor", state: "selected" },
    holds(9),
  ),
];

export const cases: CasesOf<typeof alerts> = {
  OperatorReconcileErrors: {
    fires: [
      {
        title: "just over a tenth begins to fail",
        given: attempts(grows([0, "5m"], 0.102)),
        seen: { "14m30s": "silent", "14m45s": "pending", "24m30s": "pending", "24m45s": "firing" },
        labels: controller,
      },
      {
        title: "nothing to do for five minutes, then just over a tenth fails",
        given: attempts(grows([0, "5m"], 0.102), grows([0, "5m"], 1)),
        seen: { "4m45s": "silent", "5m": "pending", "14m45s": "pending", "15m": "firing" },
        labels: controller,
      },
    ],
    staysSilent: [{ title: "a tenth fails", given: attempts(grows(0.1)), seen: { "1m": "silent", "12m": "silent" } }],
    says: {
      summary: "prometheus-operator cannot do what was declared (prometheus)",
      description:
        "10.2% of the attempts of prometheus-operator's controller prometheus fail. What runs goes on, but changes of targets, rules or receivers do not arrive. Its log names the object and the reason.",
    },
  },
  OperatorCannotLook: {
    fires: [
      {
        title: "just over two of five are not answered any more",
        given: questions(grows([0, "5m"], 0.21), grows([0, "5m"], 0.2)),
        seen: { "14m30s": "silent", "14m45s": "pending", "24m30s": "pending", "24m45s": "firing" },
        labels: controller,
      },
      {
        title: "no questions for five minutes, then just over two of five are not answered",
        given: questions(grows([0, "5m"], 0.21), grows([0, "5m"], 0.2), grows([0, "5m"], 0.5)),
        seen: { "4m45s": "silent", "5m": "pending", "14m45s": "pending", "15m": "firing" },
        labels: controller,
      },
    ],
    staysSilent: [
      {
        title: "two of five are not answered",
        given: questions(grows(0.2), grows(0.2)),
        seen: { "1m": "silent", "12m": "silent" },
      },
    ],
    says: {
      summary: "prometheus-operator cannot see what was declared (prometheus)",
      description:
        "The API server does not answer 41% of what prometheus-operator's controller prometheus asks it. New monitors, rules and receivers stay unnoticed. Look at the operator's rights, then at the way to the API server.",
    },
  },
  OperatorRejectsResources: {
    fires: [
      {
        title: "two for six minutes, then the operator is gone",
        given: rejected(ends(holds([0, "1m"], 2), "7m")),
        seen: {
          "45s": "silent",
          "1m": "pending",
          "5m45s": "pending",
          "6m": "firing",
          "8m30s": "firing",
          "8m45s": "silent",
          "9m": "silent",
        },
        labels: { ...controller, resource: "ServiceMonitor" },
      },
      {
        title: "a single one",
        given: rejected(holds(1)),
        seen: { "4m45s": "pending", "5m": "firing" },
        labels: { ...controller, resource: "ServiceMonitor" },
      },
    ],
    staysSilent: [{ title: "none", given: rejected(holds(0)), seen: { "7m": "silent" } }],
    says: {
      summary: "prometheus-operator leaves out a ServiceMonitor",
      description:
        "prometheus-operator's controller prometheus rejects 2 of its objects of kind ServiceMonitor. What they declare does not exist: something is not watched, or nobody is told. Its log names them and says what is wrong.",
    },
  },
};
