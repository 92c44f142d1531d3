import type { Cluster } from "../cluster.ts";
import type { Manifest } from "../manifest.ts";
import { plainPrometheusesOf } from "./plain-prometheus.ts";
import { type ResourceStep, type Step, step } from "./relabelling.ts";
import { additionalScrapes, type FileScrape, fileStep } from "./scrape-file.ts";

/** A step of relabelling, and where it is written. */
export interface WrittenStep {
  readonly object: Manifest;
  readonly field: string;
  readonly step: Step;
}

/** All steps of monitors, scrape classes and files. */
export function* writtenSteps(cluster: Cluster): Iterable<WrittenStep> {
  for (const object of cluster.all("ServiceMonitor"))
    for (const [index, endpoint] of (object.body.spec?.endpoints ?? []).entries())
      yield* ofResource(object, `spec.endpoints[${index}]`, endpoint);
  for (const object of cluster.all("PodMonitor"))
    for (const [index, endpoint] of (object.body.spec?.podMetricsEndpoints ?? []).entries())
      yield* ofResource(object, `spec.podMetricsEndpoints[${index}]`, endpoint);
  for (const object of cluster.all("Probe")) {
    const { targets: { staticConfig, ingress } = {}, metricRelabelings } = object.body.spec ?? {};
    yield* listed(object, "spec.targets.staticConfig.relabelingConfigs", staticConfig?.relabelingConfigs);
    yield* listed(object, "spec.targets.ingress.relabelingConfigs", ingress?.relabelingConfigs);
    yield* listed(object, "spec.metricRelabelings", metricRelabelings);
  }
  for (const object of cluster.all("ScrapeConfig")) yield* ofResource(object, "spec", object.body.spec ?? {});
  for (const object of [...cluster.all("Prometheus"), ...cluster.all("PrometheusAgent")]) {
    for (const [index, each] of (object.body.spec?.scrapeClasses ?? []).entries())
      yield* ofResource(object, `spec.scrapeClasses[${index}]`, each);
    for (const scrape of additionalScrapes(cluster, object)) yield* ofFile(scrape);
  }
  for (const { scrapes } of plainPrometheusesOf(cluster)) for (const scrape of scrapes) yield* ofFile(scrape);
}

interface Relabelled {
  readonly relabelings?: readonly ResourceStep[];
  readonly metricRelabelings?: readonly ResourceStep[];
}

function* ofResource(object: Manifest, field: string, given: Relabelled): Iterable<WrittenStep> {
  yield* listed(object, `${field}.relabelings`, given.relabelings);
  yield* listed(object, `${field}.metricRelabelings`, given.metricRelabelings);
}

function* ofFile({ object, at, relabel_configs = [], metric_relabel_configs = [] }: FileScrape): Iterable<WrittenStep> {
  for (const [name, steps] of Object.entries({ relabel_configs, metric_relabel_configs }))
    for (const [index, each] of steps.entries())
      yield { object, field: `${at}.${name}[${index}]`, step: fileStep(each) };
}

const listed = (object: Manifest, field: string, steps: readonly ResourceStep[] = []): readonly WrittenStep[] =>
  steps.map((each, index) => ({ object, field: `${field}[${index}]`, step: step(each) }));
