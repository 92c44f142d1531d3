import { defineAlerts } from "../../alerting/alert.ts";
import { promql } from "../../promql/promql.ts";
import { answering } from "./rules.ts";

/** The share of a job's targets that answer while all is well. */
export const all = 1;

export const alerts = defineAlerts({
  // One alert a job: an exporter that is gone from every node is one fault, not one for each node.
  TargetDown: {
    expr: promql`${answering()} < ${all}`,
    for: "5m",
    severity: "warning",
    identity: ["job"],
    summary: "Prometheus does not reach every target of {{ $labels.job }}",
    description:
      "Only {{ $value | humanizePercentage }} of the targets of {{ $labels.job }} answer. What does not answer is not watched: its other alerts cannot fire. Look at the targets' pods, then at network policies.",
    dashboard: "infrastructure-health",
  },
});
