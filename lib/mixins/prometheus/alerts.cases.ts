import {
  prometheusConfigLastReloadSuccessful,
  prometheusNotificationsAlertmanagersDiscovered,
  prometheusNotificationsDroppedTotal,
  prometheusRuleEvaluationFailuresTotal,
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
import type { Case, CasesOf, FiringCase } from "../../alerting/cases.ts";
import { ends, grows, holds, type Samples } from "../../alerting/samples.ts";
import { series } from "../case-series.ts";
import type { alerts } from "./alerts.ts";

const job = { job: "prometheus" };
const pod = { pod: "prometheus-prometheus-0" };
const itself = { ...job, ...pod, namespace: "monitoring", service: "prometheus", container: "prometheus" };

const targets = (...answers: readonly Samples[]) =>
  answers.map((samples, index) =>
    series(up, { job: "node-exporter", instance: `10.0.0.${index}:9100`, pod: `node-exporter-${index}` }, samples),
  );
const another = (samples: Samples) => series(up, { job: "redis-exporter", instance: "redis" }, samples);

const storage = (used: Samples, limit: Samples = holds(100)) => [
  series(prometheusTsdbStorageBlocksBytes, itself, used),
  series(prometheusTsdbRetentionLimitBytes, itself, limit),
];

type Counter = typeof prometheusTsdbCompactionsFailedTotal;

/** Counters of which one grows. */
const oneOf = (counters: readonly Counter[], grown: Counter | undefined, samples: Samples) =>
  counters.map((counter) => series(counter, itself, counter === grown ? samples : grows(0)));

/** Each of the counters makes the alert fire, alone, and for as long as the quarter of an hour sees that it grew; hardly, but for the first. */
const each = (
  [first, ...more]: readonly [Counter, ...Counter[]],
  labels: FiringCase["labels"],
  [pending, firing]: readonly [`${number}m${number}s`, `${number}m`],
): readonly [FiringCase, ...FiringCase[]] => {
  const counters = [first, ...more];
  const grown = (counter: Counter, perSecond: number): FiringCase => ({
    title: `${counter.series} grows`,
    given: oneOf(counters, counter, grows([0, "1m"], [perSecond, "6m"], 0)),
    seen: { "45s": "silent", [pending]: "pending", [firing]: "firing", "21m15s": "firing", "21m30s": "silent" },
    labels,
  });
  return [grown(first, 0.1), ...more.map((counter) => grown(counter, 0.001))];
};

/** None of them grows. */
const noneOf = (counters: readonly Counter[]): Case => ({
  title: "none grows",
  given: oneOf(counters, undefined, grows(0)),
  seen: { "17m": "silent" },
});

const limits = [
  prometheusTargetScrapesExceededSampleLimitTotal,
  prometheusTargetScrapesExceededBodySizeLimitTotal,
  prometheusTargetScrapePoolExceededLabelLimitsTotal,
  prometheusTargetScrapePoolExceededTargetLimitTotal,
] as const;

const rejections = [
  prometheusTargetScrapesSampleDuplicateTimestampTotal,
  prometheusTargetScrapesSampleOutOfOrderTotal,
  prometheusTargetScrapesSampleOutOfBoundsTotal,
] as const;

const failures = [
  prometheusTsdbWalWritesFailedTotal,
  prometheusTsdbWalCorruptionsTotal,
  prometheusTsdbCheckpointCreationsFailedTotal,
  prometheusTsdbHeadTruncationsFailedTotal,
  prometheusTsdbCompactionsFailedTotal,
] as const;

export const cases: CasesOf<typeof alerts> = {
  TargetDown: {
    fires: [
      {
        title: "one of 21 does not answer for six minutes, then none is left",
        given: [
          ...targets(...Array(20).fill(ends(holds(1), "7m")), ends(holds([1, "1m"], 0), "7m")),
          another(holds(1)),
        ],
        seen: {
          "45s": "silent",
          "1m": "pending",
          "5m45s": "pending",
          "6m": "firing",
          "8m30s": "firing",
          "8m45s": "silent",
          "9m": "silent",
        },
        labels: { job: "node-exporter" },
      },
      {
        title: "the only one does not answer for eight minutes, that of another job does until it is gone",
        given: [...targets(holds([1, "1m"], 0)), another(ends(holds(1), "7m"))],
        seen: {
          "45s": "silent",
          "1m": "pending",
          "6m": "firing",
          "8m30s": "firing",
          "8m45s": "silent",
        },
        labels: { job: "node-exporter" },
      },
    ],
    staysSilent: [
      {
        title: "one of two does not answer for four minutes",
        given: targets(holds(1), holds([1, "1m"], [0, "4m"], 1)),
        seen: { "7m": "silent" },
      },
      {
        title: "nobody answers, whatever the job: Prometheus itself is at fault",
        given: [...targets(holds([1, "1m"], 0)), another(holds([1, "1m"], 0))],
        seen: { "3m": "silent", "8m": "silent" },
      },
    ],
    says: {
      summary: "Prometheus does not reach every target of node-exporter",
      description:
        "Only 95.24% of the targets of node-exporter answer. What does not answer is not watched: its other alerts cannot fire. Look at the targets' pods, then at network policies.",
    },
  },
  PrometheusScrapesNothing: {
    fires: [
      {
        title: "none of two answers for six minutes",
        given: targets(holds([1, "1m"], [0, "6m"], 1), holds([1, "1m"], [0, "6m"], 1)),
        seen: {
          "45s": "silent",
          "1m": "pending",
          "5m45s": "pending",
          "6m": "firing",
          "6m45s": "firing",
          "7m": "silent",
        },
        labels: {},
      },
      { title: "there are no targets", given: [], seen: { "4m45s": "pending", "5m": "firing" }, labels: {} },
    ],
    staysSilent: [{ title: "one of two answers", given: targets(holds(1), holds(0)), seen: { "7m": "silent" } }],
    firesWithoutSeries: true,
    says: {
      summary: "Prometheus sees nothing at all",
      description:
        "Not one target answers Prometheus, or it finds none, or it cannot store what they say. Whatever happens now, no other alert fires. Look whether its volume is full, then at its rights and network policies.",
    },
  },
  PrometheusRulesFail: {
    fires: [
      {
        title: "a rule fails for six minutes",
        given: [
          series(prometheusRuleEvaluationFailuresTotal, itself, grows([0, "1m"], [0.1, "6m"], 0)),
          series(prometheusRuleEvaluationFailuresTotal, { ...itself, rule_group: "another" }, grows(0)),
        ],
        seen: {
          "45s": "silent",
          "1m": "pending",
          "5m45s": "pending",
          "6m": "firing",
          "11m15s": "firing",
          "11m30s": "silent",
          "13m": "silent",
        },
        labels: job,
      },
      {
        title: "seldom, but again and again",
        given: [series(prometheusRuleEvaluationFailuresTotal, itself, grows(0.003))],
        seen: { "0s": "silent", "15s": "pending", "5m": "pending", "5m15s": "firing" },
        labels: job,
      },
    ],
    staysSilent: [
      {
        title: "none fails",
        given: [series(prometheusRuleEvaluationFailuresTotal, itself, grows(0))],
        seen: { "7m": "silent" },
      },
    ],
    says: {
      summary: "Some rules of prometheus cannot be evaluated",
      description:
        "prometheus failed to evaluate rules 30 times in five minutes. Those of them that are alerts cannot fire, nor can alerts on what the others record. Its page /rules names each rule and its error.",
    },
  },
  PrometheusReloadFailed: {
    fires: [
      {
        title: "refused for six minutes, then the instance is gone",
        given: [series(prometheusConfigLastReloadSuccessful, itself, ends(holds([1, "1m"], 0), "7m"))],
        seen: {
          "45s": "silent",
          "1m": "pending",
          "5m45s": "pending",
          "6m": "firing",
          "8m30s": "firing",
          "8m45s": "silent",
          "9m": "silent",
        },
        labels: pod,
      },
    ],
    staysSilent: [
      {
        title: "refused for four minutes",
        given: [series(prometheusConfigLastReloadSuccessful, itself, holds([1, "1m"], [0, "4m"], 1))],
        seen: { "7m": "silent" },
      },
    ],
    says: {
      summary: "prometheus-prometheus-0 refuses its new configuration",
      description:
        "prometheus-prometheus-0 goes on with the last configuration that it took. New targets are not watched, and changed rules are not in use. If it is restarted now it does not start. Its log says what is wrong.",
    },
  },
  ScrapeLimitHit: {
    fires: each(limits, job, ["5m45s", "6m"]),
    staysSilent: [noneOf(limits)],
    says: {
      summary: "A target gives prometheus more than it may",
      description:
        "prometheus threw away 32 scrapes in a quarter of an hour, since targets give too many series, too long labels or too much text. Those targets are not watched. Usually a label has got too many values.",
    },
  },
  PrometheusRejectsSamples: {
    fires: each(rejections, job, ["15m45s", "16m"]),
    staysSilent: [noneOf(rejections)],
    says: {
      summary: "prometheus gets the same series from two sides",
      description:
        "prometheus rejected 34 samples in a quarter of an hour: there was another of the same time, or a later one. Two targets give the same series, or a clock is wrong; panels and alerts show now the one, now the other.",
    },
  },
  PrometheusStorageNearlyFull: {
    fires: [
      {
        title: "91% for half an hour, then the instance is gone",
        given: storage(ends(holds(91), "32m")),
        seen: { "29m45s": "pending", "30m": "firing", "33m30s": "firing", "33m45s": "silent", "34m": "silent" },
        labels: pod,
      },
    ],
    staysSilent: [
      { title: "90%", given: storage(holds(90)), seen: { "32m": "silent" } },
      { title: "no size limits it", given: storage(holds(90), holds(0)), seen: { "32m": "silent" } },
    ],
    says: {
      summary: "prometheus-prometheus-0 is about to throw away data before their time",
      description:
        "prometheus-prometheus-0 uses 91% of the size that it may keep. At 100% the oldest data go, whatever the retention promises. Look what has grown, then give it a larger volume or a shorter retention.",
    },
  },
  PrometheusStorageFails: {
    fires: each(failures, pod, ["5m45s", "6m"]),
    staysSilent: [noneOf(failures)],
    says: {
      summary: "prometheus-prometheus-0 cannot write or tidy up its data",
      description:
        "prometheus-prometheus-0 failed 32 times in a quarter of an hour to write or tidy up what it stores. Data are lost, memory and volume fill up, and soon it sees nothing. Look whether its volume is full, then at its log.",
    },
  },
  PrometheusDropsAlerts: {
    fires: [
      {
        title: "given up for six minutes",
        given: [series(prometheusNotificationsDroppedTotal, itself, grows([0, "1m"], [1, "6m"], 0))],
        seen: {
          "45s": "silent",
          "1m": "pending",
          "5m45s": "pending",
          "6m": "firing",
          "11m15s": "firing",
          "11m30s": "silent",
          "13m": "silent",
        },
        labels: pod,
      },
    ],
    staysSilent: [
      {
        title: "all are taken",
        given: [series(prometheusNotificationsDroppedTotal, itself, grows(0))],
        seen: { "7m": "silent" },
      },
    ],
    says: {
      summary: "prometheus-prometheus-0 cannot deliver its alerts",
      description:
        "prometheus-prometheus-0 gives up alerts because no Alertmanager takes them. Nobody is told of them. Look whether Alertmanager's pods run, then at the network policies between them and Prometheus.",
    },
  },
  PrometheusFindsNoAlertmanager: {
    fires: [
      {
        title: "none for six minutes, then the instance is gone",
        given: [series(prometheusNotificationsAlertmanagersDiscovered, itself, ends(holds([3, "1m"], 0), "7m"))],
        seen: {
          "45s": "silent",
          "1m": "pending",
          "5m45s": "pending",
          "6m": "firing",
          "8m30s": "firing",
          "8m45s": "silent",
          "9m": "silent",
        },
        labels: pod,
      },
    ],
    staysSilent: [
      {
        title: "one of three is left",
        given: [series(prometheusNotificationsAlertmanagersDiscovered, itself, holds(1))],
        seen: { "7m": "silent" },
      },
    ],
    says: {
      summary: "prometheus-prometheus-0 knows no Alertmanager",
      description:
        "prometheus-prometheus-0 finds no Alertmanager to tell its alerts. If this reaches you, another Prometheus sent it. Look whether Alertmanager's pods are ready, then whether Prometheus may list its endpoints.",
    },
  },
};
