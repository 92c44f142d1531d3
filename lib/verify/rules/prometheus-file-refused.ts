import { filesOnce, whyNoYaml } from "../model/embedded.ts";
import { plainPrometheusesOf, ruleFilesOf } from "../model/scraping/plain-prometheus.ts";
import { additionalFiles, type FileScrape } from "../model/scraping/scrape-file.ts";
import type { Found, Rule } from "../rule.ts";

/**
 * A file for which Prometheus does not start: additional scrapes, or all that one without an operator is told.
 *
 * Source: https://github.com/prometheus/prometheus/blob/v3.16.0/config/config.go, UnmarshalYAML and Validate.
 */
export const prometheusFileRefused: Rule = {
  id: "prometheus-file-refused",
  topic: "monitors",
  severity: "error",
  sentence: "What Prometheus is told in files is YAML, and each job of a configuration has a name of its own.",
  why: "Prometheus does not start with it; one that runs keeps what it had, and says so in its log.",
  remedy: "mend the file: promtool check config says the same",
  *check(cluster) {
    const all = plainPrometheusesOf(cluster);
    const configurations = filesOnce(all.flatMap(({ file }) => file ?? []));
    const additional = [...cluster.all("Prometheus"), ...cluster.all("PrometheusAgent")].flatMap((each) =>
      additionalFiles(cluster, each),
    );
    for (const { object, field, text } of [...configurations, ...ruleFilesOf(cluster), ...additional]) {
      const reason = whyNoYaml(text);
      if (reason !== undefined) yield { object, field, what: `it is no YAML: ${reason}` };
    }
    for (const { file, scrapes } of all) if (file && configurations.includes(file)) yield* jobsTwice(scrapes);
  },
};

function* jobsTwice(scrapes: readonly FileScrape[]): Iterable<Found> {
  const names = new Set<string>();
  for (const { object, field, job_name: name = "" } of scrapes) {
    if (name === "") yield { object, field, what: "a scrape has no job_name" };
    else if (names.has(name)) yield { object, field, value: name, what: "another scrape has this job_name, too" };
    names.add(name);
  }
}
