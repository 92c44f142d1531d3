import {
  prometheusConfigLastReloadSuccessful,
  prometheusNotificationsAlertmanagersDiscovered,
  prometheusRuleEvaluationFailuresTotal,
} from "../../../imports/metrics/prometheus.ts";
import { up } from "../../../imports/metrics/synthetic.ts";
import { lately } from "../../promql/lately.ts";
import { promql } from "../../promql/promql.ts";
import { componentAlerts } from "../alerts.ts";
import { answering, beyondLimit, droppedAlerts, rejectedSamples, storageFailures, storageUsed } from "./rules.ts";

/** The share of a job's targets that answer while all is well. */
export const all = 1;

/** `up` of a target that answers, and the fewest of them with which Prometheus sees anything at all. */
export const one = 1;

/** What may not happen a single time. */
export const none = 0;

/** What Prometheus says of its configuration while it runs with the one that it was given last. */
export const current = 1;

/** The share of its size limit at which PrometheusStorageNearlyFull fires. */
export const storageLimit = 0.9;

export const alerts = componentAlerts({
  // One alert a job: an exporter that is gone from every node is one fault, not one for each node. Where no job answers at all the fault is
  // Prometheus' own: PrometheusScrapesNothing tells, once and not for each job.
  TargetDown: {
    expr: promql`
      ${lately(answering())} < ${all}
        and on () max(max_over_time(${answering()}[2m])) > ${none}`,
    for: "5m",
    severity: "warning",
    identity: ["job"],
    summary: "Prometheus does not reach every target of {{ $labels.job }}",
    description:
      "Only {{ $value | humanizePercentage }} of the targets of {{ $labels.job }} answer. What does not answer is not watched: its other alerts cannot fire. Look at the targets' pods, then at network policies.",
    dashboard: "infrastructure-health",
  },
  // It asks for what comes in rather than for a counter of its own, which would not come in either.
  PrometheusScrapesNothing: {
    expr: promql`(count(${up()} == ${one}) or vector(0)) < ${one}`,
    for: "5m",
    severity: "critical",
    identity: [],
    summary: "Prometheus sees nothing at all",
    description:
      "Not one target answers Prometheus, or it finds none, or it cannot store what they say. Whatever happens now, no other alert fires. Look whether its volume is full, then at its rights and network policies.",
    dashboard: "infrastructure-health",
  },
  PrometheusRulesFail: {
    expr: promql`sum by (job) (increase(${prometheusRuleEvaluationFailuresTotal()}[5m])) > ${none}`,
    for: "5m",
    severity: "critical",
    identity: ["job"],
    summary: "Some rules of {{ $labels.job }} cannot be evaluated",
    description:
      '{{ $labels.job }} failed to evaluate rules {{ $value | printf "%.0f" }} times in five minutes. Those of them that are alerts cannot fire, nor can alerts on what the others record. Its page /rules names each rule and its error.',
    dashboard: "infrastructure-health",
  },
  PrometheusReloadFailed: {
    expr: promql`max by (pod) (${lately(prometheusConfigLastReloadSuccessful())}) < ${current}`,
    for: "5m",
    severity: "warning",
    identity: ["pod"],
    summary: "{{ $labels.pod }} refuses its new configuration",
    description:
      "{{ $labels.pod }} goes on with the last configuration that it took. New targets are not watched, and changed rules are not in use. If it is restarted now it does not start. Its log says what is wrong.",
    dashboard: "infrastructure-health",
  },
  ScrapeLimitHit: {
    expr: promql`${beyondLimit()} > ${none}`,
    for: "5m",
    severity: "warning",
    identity: ["job"],
    summary: "A target gives {{ $labels.job }} more than it may",
    description:
      '{{ $labels.job }} threw away {{ $value | printf "%.0f" }} scrapes in a quarter of an hour, since targets give too many series, too long labels or too much text. Those targets are not watched. Usually a label has got too many values.',
    dashboard: "infrastructure-health",
  },
  PrometheusRejectsSamples: {
    expr: promql`${rejectedSamples()} > ${none}`,
    for: "15m",
    severity: "warning",
    identity: ["job"],
    summary: "{{ $labels.job }} gets the same series from two sides",
    description:
      '{{ $labels.job }} rejected {{ $value | printf "%.0f" }} samples in a quarter of an hour: there was another of the same time, or a later one. Two targets give the same series, or a clock is wrong; panels and alerts show now the one, now the other.',
    dashboard: "infrastructure-health",
  },
  PrometheusStorageNearlyFull: {
    expr: promql`${lately(storageUsed())} > ${storageLimit}`,
    for: "30m",
    severity: "warning",
    identity: ["pod"],
    summary: "{{ $labels.pod }} is about to throw away data before their time",
    description:
      "{{ $labels.pod }} uses {{ $value | humanizePercentage }} of the size that it may keep. At 100% the oldest data go, whatever the retention promises. Look what has grown, then give it a larger volume or a shorter retention.",
    dashboard: "infrastructure-health",
  },
  PrometheusStorageFails: {
    expr: promql`${storageFailures()} > ${none}`,
    for: "5m",
    severity: "critical",
    identity: ["pod"],
    summary: "{{ $labels.pod }} cannot write or tidy up its data",
    description:
      '{{ $labels.pod }} failed {{ $value | printf "%.0f" }} times in a quarter of an hour to write or tidy up what it stores. Data are lost, memory and volume fill up, and soon it sees nothing. Look whether its volume is full, then at its log.',
    dashboard: "infrastructure-health",
  },
  PrometheusDropsAlerts: {
    expr: promql`${droppedAlerts()} > ${none}`,
    for: "5m",
    severity: "critical",
    identity: ["pod"],
    summary: "{{ $labels.pod }} cannot deliver its alerts",
    description:
      "{{ $labels.pod }} gives up alerts because no Alertmanager takes them. Nobody is told of them. Look whether Alertmanager's pods run, then at the network policies between them and Prometheus.",
    dashboard: "infrastructure-health",
  },
  PrometheusFindsNoAlertmanager: {
    expr: promql`max by (pod) (${lately(prometheusNotificationsAlertmanagersDiscovered())}) < ${one}`,
    for: "5m",
    severity: "critical",
    identity: ["pod"],
    summary: "{{ $labels.pod }} knows no Alertmanager",
    description:
      "{{ $labels.pod }} finds no Alertmanager to tell its alerts. If this reaches you, another Prometheus sent it. Look whether Alertmanager's pods are ready, then whether Prometheus may list its endpoints.",
    dashboard: "infrastructure-health",
  },
});
