import {
  prometheusOperatorListOperationsFailedTotal,
  prometheusOperatorListOperationsTotal,
  prometheusOperatorManagedResources,
  prometheusOperatorReconcileErrorsTotal,
  prometheusOperatorReconcileOperationsTotal,
  prometheusOperatorWatchOperationsFailedTotal,
  prometheusOperatorWatchOperationsTotal,
} from "../../../imports/metrics/prometheus-operator.ts";
import { type CasesOf, series } from "../../alerting/cases.ts";
import { grows, holds, type Samples } from "../../alerting/samples.ts";
import type { alerts } from "./alerts.ts";

const controller = { controller: "prometheus" };

const attempts = (failed: number) => [
  series(prometheusOperatorReconcileOperationsTotal, controller, grows(1)),
  series(prometheusOperatorReconcileErrorsTotal, controller, grows(failed)),
];

/** Half of them list, half of them watch. */
const questions = (lists: number, watches: number) => [
  series(prometheusOperatorListOperationsTotal, controller, grows(0.5)),
  series(prometheusOperatorListOperationsFailedTotal, controller, grows(lists)),
  series(prometheusOperatorWatchOperationsTotal, controller, grows(0.5)),
  series(prometheusOperatorWatchOperationsFailedTotal, controller, grows(watches)),
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
        title: "just over a tenth fails",
        given: attempts(0.102),
        seen: { "10m": "pending", "11m": "firing" },
        labels: controller,
      },
    ],
    staysSilent: [{ title: "just under a tenth fails", given: attempts(0.099), seen: { "12m": "silent" } }],
    says: {
      summary: "prometheus-operator cannot do what was declared (prometheus)",
      description:
        "10.2% of the attempts of prometheus-operator's controller prometheus fail. What runs goes on, but changes of targets, rules or receivers do not arrive. Its log names the object and the reason.",
    },
  },
  OperatorCannotLook: {
    fires: [
      {
        title: "just over two of five are not answered",
        given: questions(0.21, 0.2),
        seen: { "10m": "pending", "11m": "firing" },
        labels: controller,
      },
    ],
    staysSilent: [
      { title: "just under two of five are not answered", given: questions(0.2, 0.19), seen: { "12m": "silent" } },
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
        title: "two for six minutes",
        given: rejected(holds([0, "1m"], [2, "6m"], 0)),
        seen: { "45s": "silent", "345s": "pending", "6m": "firing", "7m": "silent" },
        labels: { ...controller, resource: "ServiceMonitor" },
      },
    ],
    staysSilent: [{ title: "none", given: rejected(holds(0)), seen: { "7m": "silent" } }],
    says: {
      summary: "prometheus-operator leaves out a ServiceMonitor",
      description:
        "prometheus-operator's controller prometheus rejects 2 objects of kind ServiceMonitor. What they declare does not exist: something is not watched, or nobody is told. Its log names them and says what is wrong.",
    },
  },
};
