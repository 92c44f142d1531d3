import { prometheusOperatorManagedResources } from "../../../imports/metrics/prometheus-operator.ts";
import { lately } from "../../promql/lately.ts";
import { promql } from "../../promql/promql.ts";
import { componentAlerts } from "../alerts.ts";
import { lookErrors, reconcileErrors } from "./rules.ts";

/** The share of failing attempts at which OperatorReconcileErrors fires; conflicts are tried again and do not matter. */
export const reconcileErrorLimit = 0.1;

/** The share of unanswered questions at which OperatorCannotLook fires. */
export const lookErrorLimit = 0.4;

/** So many objects may be rejected. */
export const none = 0;

export const alerts = componentAlerts({
  OperatorReconcileErrors: {
    expr: promql`${reconcileErrors()} > ${reconcileErrorLimit}`,
    for: "10m",
    severity: "warning",
    identity: ["controller"],
    summary: "prometheus-operator cannot do what was declared ({{ $labels.controller }})",
    description:
      "{{ $value | humanizePercentage }} of the attempts of prometheus-operator's controller {{ $labels.controller }} fail. What runs goes on, but changes of targets, rules or receivers do not arrive. Its log names the object and the reason.",
    dashboard: "infrastructure-health",
  },
  OperatorCannotLook: {
    expr: promql`${lookErrors()} > ${lookErrorLimit}`,
    for: "10m",
    severity: "warning",
    identity: ["controller"],
    summary: "prometheus-operator cannot see what was declared ({{ $labels.controller }})",
    description:
      "The API server does not answer {{ $value | humanizePercentage }} of what prometheus-operator's controller {{ $labels.controller }} asks it. New monitors, rules and receivers stay unnoticed. Look at the operator's rights, then at the way to the API server.",
    dashboard: "infrastructure-health",
  },
  OperatorRejectsResources: {
    expr: promql`
      max by (controller, resource) (${lately(prometheusOperatorManagedResources({ state: "rejected" }))}) > ${none}`,
    for: "5m",
    severity: "warning",
    identity: ["controller", "resource"],
    summary: "prometheus-operator leaves out a {{ $labels.resource }}",
    description:
      "prometheus-operator's controller {{ $labels.controller }} rejects {{ $value }} of its objects of kind {{ $labels.resource }}. What they declare does not exist: something is not watched, or nobody is told. Its log names them and says what is wrong.",
    dashboard: "infrastructure-health",
  },
});
