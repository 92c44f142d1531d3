import { promql } from "../../promql/promql.ts";
import { componentAlerts } from "../alerts.ts";
import { errorRatios, fast, objectives, slow, slowRatios, spends } from "./objectives.ts";
import { errorRatio, missing, p90, requestRate, shareOfUsual, trafficPerSecond } from "./rules.ts";

/** The share of failing requests at which HighErrorRate fires. */
export const errorRatioLimit = 0.05;

/** The 90th percentile of the response time at which HighLatency fires. */
export const latencyLimitSeconds = 1;

/** The share of its usual requests below which NoTraffic fires. */
export const usualShareLimit = 0.05;

/** What `missing` is while a service tells of its requests. */
export const told = 0;

export const alerts = componentAlerts({
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
  // Only for what is busy in general: nights and weekends are no outage.
  NoTraffic: {
    expr: promql`${shareOfUsual()} < ${usualShareLimit}`,
    for: "5m",
    severity: "critical",
    identity: ["namespace", "service"],
    summary: "Hardly anybody reaches {{ $labels.service }} any more",
    description:
      "{{ $labels.service }} in {{ $labels.namespace }} gets {{ $value | humanizePercentage }} of its usual requests. It runs, but users do not reach it. Look at what stands before it: ingress, DNS, certificate, load balancer.",
    dashboard: "application-performance",
  },
  // A target that is gone altogether is not down: TargetDown does not see it.
  ApplicationMetricsMissing: {
    expr: promql`${missing()} > ${told}`,
    for: "5m",
    severity: "critical",
    identity: ["namespace", "service"],
    summary: "{{ $labels.service }} tells nothing of its requests any more",
    description:
      "{{ $labels.service }} in {{ $labels.namespace }} counted requests within the last day and now counts none, not even zero. Either no instance runs, or Prometheus does not reach them: then no other alert of it can fire. Look whether its pods run.",
    dashboard: "application-performance",
  },
  ErrorBudgetBurnFast: {
    expr: promql`
      (${spends(errorRatios, objectives.answered, fast[0])}) or (${spends(errorRatios, objectives.answered, fast[1])})`,
    for: "2m",
    severity: "critical",
    identity: ["namespace", "service"],
    summary: "{{ $labels.service }} spends its error budget of 30 days within days",
    description:
      "{{ $value | humanizePercentage }} of the requests to {{ $labels.service }} in {{ $labels.namespace }} have failed lately; the objective allows 0.1%. At this pace what is allowed for 30 days is spent within five days at most. Look first which handlers fail.",
    dashboard: "errors-and-latency",
  },
  ErrorBudgetBurnSlow: {
    expr: spends(errorRatios, objectives.answered, slow),
    for: "15m",
    severity: "warning",
    identity: ["namespace", "service"],
    summary: "{{ $labels.service }} fails more often than its objective allows",
    description:
      "{{ $value | humanizePercentage }} of the requests to {{ $labels.service }} in {{ $labels.namespace }} have failed over three days, and still do; the objective allows 0.1%. If it goes on, the promise of 30 days is broken. Look for the handler with the most failures.",
    dashboard: "errors-and-latency",
  },
  LatencyBudgetBurnFast: {
    expr: promql`
      (${spends(slowRatios, objectives.inTime, fast[0])}) or (${spends(slowRatios, objectives.inTime, fast[1])})`,
    for: "2m",
    severity: "critical",
    identity: ["namespace", "service"],
    summary: "{{ $labels.service }} spends its latency budget of 30 days within days",
    description:
      "{{ $value | humanizePercentage }} of the requests to {{ $labels.service }} in {{ $labels.namespace }} have taken longer than a second lately; the objective allows 1%. At this pace what is allowed for 30 days is spent within five days at most. Look first which handlers are slow.",
    dashboard: "errors-and-latency",
  },
  LatencyBudgetBurnSlow: {
    expr: spends(slowRatios, objectives.inTime, slow),
    for: "15m",
    severity: "warning",
    identity: ["namespace", "service"],
    summary: "{{ $labels.service }} is slow more often than its objective allows",
    description:
      "{{ $value | humanizePercentage }} of the requests to {{ $labels.service }} in {{ $labels.namespace }} have taken longer than a second over three days, and still do; the objective allows 1%. If it goes on, the promise of 30 days is broken. Look for the slowest handler.",
    dashboard: "errors-and-latency",
  },
});
