import {
  prometheusNotificationsDroppedTotal,
  prometheusTargetScrapePoolExceededLabelLimitsTotal,
  prometheusTargetScrapePoolExceededTargetLimitTotal,
  prometheusTargetScrapesExceededBodySizeLimitTotal,
  prometheusTargetScrapesExceededSampleLimitTotal,
  prometheusTargetScrapesSampleDuplicateTimestampTotal,
  prometheusTargetScrapesSampleOutOfBoundsTotal,
  prometheusTargetScrapesSampleOutOfOrderTotal,
  prometheusTsdbCheckpointCreationsFailedTotal,
  prometheusTsdbCompactionsFailedTotal,
  prometheusTsdbHeadTruncationsFailedTotal,
  prometheusTsdbRetentionLimitBytes,
  prometheusTsdbStorageBlocksBytes,
  prometheusTsdbWalCorruptionsTotal,
  prometheusTsdbWalWritesFailedTotal,
} from "../../../imports/metrics/prometheus.ts";
import { up } from "../../../imports/metrics/synthetic.ts";
import { open, type Selector } from "../../promql/metric.ts";
import { promql } from "../../promql/promql.ts";
import { record } from "../../promql/recording.ts";

const job = { job: open } as const;
const pod = { pod: open } as const;

/** Share of a job's targets that answer; Prometheus itself tells, for whatever it scrapes. */
export const answering = record("job:up:avg", job, promql`avg by (job) (${up()})`);

const ofJob = (counter: Selector) => promql`sum by (job) (increase(${counter}[15m]))`;

/** Scrapes that were thrown away because a target gave more than it may; all instances of Prometheus together. */
export const beyondLimit = record(
  "job:prometheus_scrapes_beyond_limit:increase15m",
  job,
  promql`
    ${ofJob(prometheusTargetScrapesExceededSampleLimitTotal())}
      + ${ofJob(prometheusTargetScrapesExceededBodySizeLimitTotal())}
      + ${ofJob(prometheusTargetScrapePoolExceededLabelLimitsTotal())}
      + ${ofJob(prometheusTargetScrapePoolExceededTargetLimitTotal())}`,
);

/** Samples that were not stored because there was another of that time, or a later one. */
export const rejectedSamples = record(
  "job:prometheus_rejected_samples:increase15m",
  job,
  promql`
    ${ofJob(prometheusTargetScrapesSampleDuplicateTimestampTotal())}
      + ${ofJob(prometheusTargetScrapesSampleOutOfOrderTotal())}
      + ${ofJob(prometheusTargetScrapesSampleOutOfBoundsTotal())}`,
);

/** Alerts a second that an instance of Prometheus gave up to deliver. */
export const droppedAlerts = record(
  "pod:prometheus_notifications_dropped:rate5m",
  pod,
  promql`sum by (pod) (rate(${prometheusNotificationsDroppedTotal()}[5m]))`,
);

/** Share of the size at which the oldest data go; no series where there is no such size. */
export const storageUsed = record(
  "pod:prometheus_storage:used_ratio",
  pod,
  promql`
    max by (pod) (${prometheusTsdbStorageBlocksBytes()})
      / (max by (pod) (${prometheusTsdbRetentionLimitBytes()}) > 0)`,
);

const ofPod = (counter: Selector) => promql`sum by (pod) (increase(${counter}[15m]))`;

/** What Prometheus could not write, tidy up or read again. */
export const storageFailures = record(
  "pod:prometheus_storage_failures:increase15m",
  pod,
  promql`
    ${ofPod(prometheusTsdbWalWritesFailedTotal())}
      + ${ofPod(prometheusTsdbWalCorruptionsTotal())}
      + ${ofPod(prometheusTsdbCheckpointCreationsFailedTotal())}
      + ${ofPod(prometheusTsdbHeadTruncationsFailedTotal())}
      + ${ofPod(prometheusTsdbCompactionsFailedTotal())}`,
);

/** None builds on another. */
export const recordings = [answering, beyondLimit, rejectedSamples, droppedAlerts, storageUsed, storageFailures];
