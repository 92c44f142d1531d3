import {
  prometheusNotificationsDroppedTotal,
  prometheusRuleEvaluationFailuresTotal,
  prometheusTsdbHeadSamplesAppendedTotal,
  prometheusTsdbHeadSeries,
  prometheusTsdbRetentionLimitBytes,
  prometheusTsdbStorageBlocksBytes,
} from "../../../imports/metrics/prometheus.ts";
import { panelsOf } from "../../grafana/panel.ts";
import { promql } from "../../promql/promql.ts";
import { firingAlerts } from "../firing.ts";
import { alerts, all } from "./alerts.ts";
import { answering } from "./rules.ts";

const { graph, stat, below } = panelsOf("prometheus", alerts);

/** Alerts of the monitoring itself that are firing. */
export const firing = firingAlerts(
  "prometheus",
  "Firing alerts of the monitoring",
  "alertmanager",
  "operator",
  "platform",
);

/** For the overview. */
export const jobsDown = stat({
  title: "Jobs with targets that do not answer",
  description: "What does not answer is not watched. More than none: TargetDown is about to fire or fires.",
  unit: "short",
  queries: { jobs: promql`count(${answering()} < ${all}) or vector(0)` },
  details: "infrastructure-health",
  badFrom: 1,
});

export const targets = graph({
  title: "Targets that answer",
  description: "Share of each job's targets that Prometheus reaches. Below the line TargetDown fires.",
  unit: "percentunit",
  queries: { "{{job}}": promql`${answering()}` },
  limits: [below("TargetDown", all)],
});

export const failingRules = graph({
  title: "Failing rules",
  description: "Evaluations that failed lately, by group. Any: the alerts of that group are blind.",
  unit: "short",
  queries: {
    // A group's label begins with the path of its file.
    "{{group}}": promql`
      sum by (group) (
        label_replace(
          increase(${prometheusRuleEvaluationFailuresTotal()}[$__rate_interval]), "group", "$1", "rule_group", ".*;(.*)")) > 0`,
  },
});

export const series = graph({
  title: "Series in memory",
  description: "What Prometheus' memory depends on. A jump: a new target or a label with many values.",
  unit: "short",
  queries: { "{{pod}}": promql`max by (pod) (${prometheusTsdbHeadSeries()})` },
});

export const samples = graph({
  title: "Samples",
  description: "Samples a second that are stored. None: Prometheus no longer scrapes.",
  unit: "cps",
  queries: {
    "{{pod}}": promql`sum by (pod) (rate(${prometheusTsdbHeadSamplesAppendedTotal()}[$__rate_interval]))`,
  },
});

export const storage = graph({
  title: "Stored of the most kept",
  description: "Share of the size at which the oldest data go. At 100% history is shorter than its retention promises.",
  unit: "percentunit",
  queries: {
    "{{pod}}": promql`
      max by (pod) (${prometheusTsdbStorageBlocksBytes()})
        / (max by (pod) (${prometheusTsdbRetentionLimitBytes()}) > 0)`,
  },
});

export const dropped = graph({
  title: "Alerts that did not reach Alertmanager",
  description: "Alerts a second that Prometheus gave up to deliver. Any: nobody is told. Look at Alertmanager's pods.",
  unit: "cps",
  queries: { "{{pod}}": promql`sum by (pod) (rate(${prometheusNotificationsDroppedTotal()}[$__rate_interval]))` },
});
