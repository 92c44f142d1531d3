import { seconds } from "../../promql/duration.ts";
import type { Rule } from "../rule.ts";

/** In seconds. Rules look 5m back and alerts wait about as long: four samples in it survive a failed scrape. */
const longestInterval = 75;
const sampleLimits = { least: 5_000, most: 500_000 } as const;

/** Rules about how Prometheus scrapes and evaluates. */
export const scrapingRules: readonly Rule[] = [
  {
    id: "scrape-timeout",
    what: "a scrape ends before the next begins",
    *check({ prometheus: { scrapeTimeout, scrapeInterval } }) {
      if (seconds(scrapeTimeout) > seconds(scrapeInterval))
        yield { field: "prometheus.scrapeTimeout", value: scrapeTimeout, remedy: `set ${scrapeInterval} or less` };
    },
  },
  {
    id: "rate-window",
    what: "rates over 5m need four samples, or one failed scrape leaves a gap in every alert",
    *check({ prometheus: { scrapeInterval } }) {
      if (seconds(scrapeInterval) > longestInterval)
        yield { field: "prometheus.scrapeInterval", value: scrapeInterval, remedy: `set ${longestInterval}s or less` };
    },
  },
  {
    id: "evaluation-frequent",
    what: "an evaluation between two scrapes sees nothing new",
    *check({ prometheus: { evaluationInterval, scrapeInterval } }) {
      if (seconds(evaluationInterval) < seconds(scrapeInterval))
        yield { field: "prometheus.evaluationInterval", value: evaluationInterval, remedy: `set ${scrapeInterval}` };
    },
  },
  {
    id: "evaluation-rare",
    what: "alerts wait for 5m of bad evaluations and need several of them",
    *check({ prometheus: { evaluationInterval } }) {
      if (seconds(evaluationInterval) > longestInterval)
        yield {
          field: "prometheus.evaluationInterval",
          value: evaluationInterval,
          remedy: `set ${longestInterval}s or less`,
        };
    },
  },
  {
    id: "sample-limit",
    what: `a target of a small cluster has up to ${sampleLimits.least} series, and above ${sampleLimits.most} a limit protects nothing`,
    *check({ prometheus: { sampleLimit } }) {
      if (sampleLimit < sampleLimits.least || sampleLimit > sampleLimits.most)
        yield { field: "prometheus.sampleLimit", value: sampleLimit, remedy: "set 20000 to 50000" };
    },
  },
];
