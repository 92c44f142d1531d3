import { durationSeconds } from "../../promql/duration.ts";
import type { Cluster } from "../model/cluster.ts";
import type { Known, Manifest } from "../model/manifest.ts";
import { selectionOf } from "../model/scraping/selection.ts";
import { usualInterval } from "../model/scraping/targets.ts";
import type { Rule } from "../rule.ts";

/**
 * A scrape that may take longer than until the next one.
 *
 * Source: prometheus-operator, pkg/prometheus/resource_selector.go, validateScrapeIntervalAndTimeout; Prometheus refuses the same.
 */
export const timeoutAboveInterval: Rule = {
  id: "timeout-above-interval",
  topic: "monitors",
  severity: "error",
  sentence: "A scrape ends before the next one: no scrapeTimeout is longer than its interval.",
  why: "prometheus-operator leaves the whole monitor out, and a Prometheus with such defaults does not start.",
  remedy: "shorten the timeout, or scrape less often",
  *check(cluster) {
    for (const scrape of scrapesOf(cluster)) {
      const { object, field, timeout = "", among } = scrape;
      const limit = durationSeconds(timeout);
      if (limit === undefined) continue;
      for (const { interval, whose } of among)
        if (limit > (durationSeconds(interval) ?? limit)) {
          yield { object, field, value: timeout, what: `${whose} is ${interval}` };
          break;
        }
    }
  },
};

interface Scrape {
  readonly object: Manifest;
  readonly field: string;
  readonly timeout: string | undefined;
  /** The interval, or that of each who scrapes. */
  readonly among: readonly { readonly interval: string; readonly whose: string }[];
}

function* scrapesOf(cluster: Cluster): Generator<Scrape> {
  for (const object of [...cluster.all("Prometheus"), ...cluster.all("PrometheusAgent")])
    yield {
      object,
      field: "spec.scrapeTimeout",
      timeout: object.body.spec?.scrapeTimeout,
      among: [intervalOf(object)],
    };
  for (const object of cluster.all("ServiceMonitor"))
    for (const [index, endpoint] of (object.body.spec?.endpoints ?? []).entries())
      yield monitored(cluster, object, `spec.endpoints[${index}]`, endpoint);
  for (const object of cluster.all("PodMonitor"))
    for (const [index, endpoint] of (object.body.spec?.podMetricsEndpoints ?? []).entries())
      yield monitored(cluster, object, `spec.podMetricsEndpoints[${index}]`, endpoint);
  for (const object of cluster.all("Probe")) yield monitored(cluster, object, "spec", object.body.spec ?? {});
  for (const object of cluster.all("ScrapeConfig")) {
    const { scrapeInterval: interval, scrapeTimeout } = object.body.spec ?? {};
    yield monitored(cluster, object, "spec", { interval, scrapeTimeout });
  }
}

function monitored(
  cluster: Cluster,
  object: Known<"ServiceMonitor" | "PodMonitor" | "Probe" | "ScrapeConfig">,
  field: string,
  { interval, scrapeTimeout }: { readonly interval?: string | undefined; readonly scrapeTimeout?: string | undefined },
): Scrape {
  const among = interval
    ? [{ interval, whose: "the interval" }]
    : selectionOf(cluster, object).by.flatMap((each) =>
        each.kind === "Prometheus" || each.kind === "PrometheusAgent" ? [intervalOf(each)] : [],
      );
  return { object, field: `${field}.scrapeTimeout`, timeout: scrapeTimeout, among };
}

const intervalOf = (scraper: Known<"Prometheus" | "PrometheusAgent">) => ({
  interval: usualInterval(scraper),
  whose: `the scrapeInterval of ${scraper.name}`,
});
