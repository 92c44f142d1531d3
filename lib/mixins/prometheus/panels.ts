import {
  prometheusConfigLastReloadSuccessful,
  prometheusNotificationsAlertmanagersDiscovered,
  prometheusRuleEvaluationFailuresTotal,
  prometheusTsdbHeadSamplesAppendedTotal,
  prometheusTsdbHeadSeries,
} from "../../../imports/metrics/prometheus.ts";
import { up } from "../../../imports/metrics/synthetic.ts";
import { panelsOf } from "../../grafana/panel.ts";
import { promql } from "../../promql/promql.ts";
import { firingAlerts } from "../firing.ts";
import { alerts, all, current, none, one, storageLimit } from "./alerts.ts";
import { answering, beyondLimit, droppedAlerts, rejectedSamples, storageFailures, storageUsed } from "./rules.ts";

const { graph, stat, above, below } = panelsOf("prometheus", alerts);

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

export const answers = stat({
  title: "Targets in all that answer",
  description:
    "All that Prometheus reaches, whatever the job. None: PrometheusScrapesNothing fires, and nothing else can.",
  unit: "short",
  queries: { targets: promql`count(${up()} == ${one}) or vector(0)` },
  limits: [below("PrometheusScrapesNothing", one)],
});

export const configuration = stat({
  title: "Prometheus' configuration",
  description:
    "Whether every instance runs with the configuration that it was given last. Its log says what it refuses.",
  unit: "none",
  queries: { "{{pod}}": promql`max by (pod) (${prometheusConfigLastReloadSuccessful()})` },
  words: { 0: { text: "rejected", good: false }, 1: { text: "current", good: true } },
  limits: [below("PrometheusReloadFailed", current)],
});

export const alertmanagers = stat({
  title: "Alertmanagers that Prometheus knows",
  description: "As each instance counts. None: whatever fires there, nobody is told.",
  unit: "short",
  queries: { "{{pod}}": promql`max by (pod) (${prometheusNotificationsAlertmanagersDiscovered()})` },
  limits: [below("PrometheusFindsNoAlertmanager", one)],
});

export const failingRules = graph({
  title: "Failing rules",
  description: "Evaluations that failed lately, by group. Any that last: PrometheusRulesFail; its alerts are blind.",
  unit: "short",
  queries: {
    // A group's label begins with the path of its file.
    "{{group}}": promql`
      sum by (group) (
        label_replace(
          increase(${prometheusRuleEvaluationFailuresTotal()}[$__rate_interval]), "group", "$1", "rule_group", ".*;(.*)")) > 0`,
  },
  limits: [above("PrometheusRulesFail", none)],
});

export const refused = graph({
  title: "Scrapes and samples that were refused",
  description:
    "In a quarter of an hour: scrapes beyond a limit (ScrapeLimitHit), and samples of which there was another (PrometheusRejectsSamples). What is refused is not watched.",
  unit: "short",
  queries: {
    "scrapes of {{job}}": promql`${beyondLimit()}`,
    "samples of {{job}}": promql`${rejectedSamples()}`,
  },
  limits: [above("ScrapeLimitHit", none), above("PrometheusRejectsSamples", none)],
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
  description:
    "Share of the size at which the oldest data go. Above the line PrometheusStorageNearlyFull fires; at 100% history is shorter than its retention promises.",
  unit: "percentunit",
  queries: { "{{pod}}": promql`${storageUsed()}` },
  limits: [above("PrometheusStorageNearlyFull", storageLimit)],
});

export const failedStorage = graph({
  title: "Failures of the storage",
  description:
    "What could not be written or tidied up in a quarter of an hour. Any: PrometheusStorageFails; is it full?",
  unit: "short",
  queries: { "{{pod}}": promql`${storageFailures()}` },
  limits: [above("PrometheusStorageFails", none)],
});

export const dropped = graph({
  title: "Alerts that did not reach Alertmanager",
  description:
    "Alerts a second that Prometheus gave up to deliver. Any: PrometheusDropsAlerts; nobody is told. Look at Alertmanager's pods.",
  unit: "cps",
  queries: { "{{pod}}": promql`${droppedAlerts()}` },
  limits: [above("PrometheusDropsAlerts", none)],
});
