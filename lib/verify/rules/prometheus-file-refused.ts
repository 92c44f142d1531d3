import { filesOnce, firstYamlIn, type ObjectFile, whyNoYaml } from "../model/embedded.ts";
import { fieldsIn, type Shape } from "../model/file-fields.ts";
import { near } from "../model/near.ts";
import { plainPrometheusesOf, ruleFilesOf } from "../model/scraping/plain-prometheus.ts";
import { configurationFields, jobFields } from "../model/scraping/prometheus-fields.ts";
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
  sentence:
    "What Prometheus is told in files is YAML with the fields that it reads, and each job of a configuration has a name of its own.",
  why: "Prometheus does not start with it; one that runs keeps what it had, and says so in its log.",
  remedy: "mend the file: promtool check config says the same",
  *check(cluster) {
    const all = plainPrometheusesOf(cluster);
    const configurations = filesOnce(all.flatMap(({ file }) => file ?? []));
    const additional = [...cluster.all("Prometheus"), ...cluster.all("PrometheusAgent")].flatMap((each) =>
      additionalFiles(cluster, each),
    );
    for (const [files, fields] of [
      [configurations, configurationFields],
      [additional, jobFields],
      [ruleFilesOf(cluster), undefined],
    ] as const)
      for (const file of files) for (const fault of faultsIn(file, fields)) yield { object: file.object, ...fault };
    for (const { file, scrapes } of all) if (file && configurations.includes(file)) yield* jobsTwice(scrapes);
  },
};

function* faultsIn({ field, text }: ObjectFile, fields: Shape | undefined): Iterable<Omit<Found, "object">> {
  const reason = whyNoYaml(text);
  if (reason !== undefined) yield { field, what: `it is no YAML: ${reason}` };
  else if (fields)
    for (const each of fieldsIn(firstYamlIn(text), fields, field))
      if (!each.names.has(each.name))
        yield { field: each.field, what: "Prometheus knows no such field", ...near(each.name, each.names) };
}

function* jobsTwice(scrapes: readonly FileScrape[]): Iterable<Found> {
  const names = new Set<string>();
  for (const { object, field, job_name: name = "" } of scrapes) {
    if (name === "") yield { object, field, what: "a scrape has no job_name" };
    else if (names.has(name)) yield { object, field, value: name, what: "another scrape has this job_name, too" };
    names.add(name);
  }
}
