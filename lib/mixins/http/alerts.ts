import { defineAlerts } from "../../alerting/alert.ts";
import { promql } from "../../promql/promql.ts";
import { errorRatio, p90, requestRate } from "./rules.ts";

/** The share of failing requests at which HighErrorRate fires. */
export const errorRatioLimit = 0.05;

/** The 90th percentile of the response time at which HighLatency fires. */
export const latencyLimitSeconds = 1;

/** Below one request in ten seconds a single failure is no trend. */
const trafficPerSecond = 0.1;

export const alerts = defineAlerts({
  HighErrorRate: {
    expr: promql`${errorRatio()} > ${errorRatioLimit} and ${requestRate()} > ${trafficPerSecond}`,
    for: "5m",
    severity: "critical",
    identity: ["namespace", "service"],
    summary: "{{ $labels.service }} fails to answer more than 5% of its requests",
    description:
      "{{ $value | humanizePercentage }} of the requests to {{ $labels.service }} in {{ $labels.namespace }} end in a server error. Users see errors now. Look first which handlers fail, and whether a release or a data service began it.",
    dashboard: "errors-and-latency",
  },
  HighLatency: {
    expr: promql`${p90()} > ${latencyLimitSeconds} and ${requestRate()} > ${trafficPerSecond}`,
    for: "5m",
    severity: "critical",
    identity: ["namespace", "service"],
    summary: "One request in ten to {{ $labels.service }} takes more than a second",
    description:
      "One request in ten to {{ $labels.service }} in {{ $labels.namespace }} takes longer than {{ $value | humanizeDuration }}. Users wait. Look first which handlers are slow, then at the database and at throttled containers.",
    dashboard: "errors-and-latency",
  },
});
