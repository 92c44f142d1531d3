import { durationSeconds } from "../../../promql/duration.ts";
import type { Cluster } from "../cluster.ts";
import type { Values } from "../expressions/values.ts";
import { type Known, type Manifest, once } from "../manifest.ts";
import { somewhere } from "../network/discovery.ts";
import { candidatesBehind, candidatesIn, type Endpoint, podsSelected, servicesOf } from "./monitored.ts";
import { stepsOfPodMonitor, stepsOfServiceMonitor } from "./operator-steps.ts";
import { plainPrometheusesOf } from "./plain-prometheus.ts";
import { type ResourceStep, type Step, step } from "./relabelling.ts";
import { targetsAt } from "./scrape.ts";
import { additionalScrapes, candidatesOf, type FileScrape, fileStep, type Own } from "./scrape-file.ts";
import { type Scraper, type Selected, selectionOf } from "./selection.ts";
import type { Candidate, SampleLimit, Target } from "./target.ts";

/** Everything that is scraped, by each monitor that a Prometheus selects or nobody does. */
export const targetsOf = (cluster: Cluster): readonly Target[] => cluster.derived(compute);

/** Only what a Prometheus of the objects scrapes, or may: where none is among them, all is taken to be scraped. */
export const scrapedTargetsOf = (cluster: Cluster): readonly Target[] => cluster.derived(computeScraped);

function computeScraped(cluster: Cluster): readonly Target[] {
  const nobody = cluster.all("Prometheus").length + cluster.all("PrometheusAgent").length === 0;
  return targetsOf(cluster).filter(({ scrapers }) => nobody || scrapers.length > 0);
}

/** What belongs to targets, without those of what is written a second time: monitors, Services, workloads and who scrapes. */
export function targetsOnce<T>(things: readonly T[], targetOf: (thing: T) => Target): readonly T[] {
  const parts = [
    ({ monitor }: Target) => monitor,
    ({ service }: Target) => service,
    ({ pods }: Target) => pods?.owner,
    ({ scrapers }: Target) => scrapers[0],
  ];
  return parts.reduce((left, part) => once(left, (thing) => part(targetOf(thing)) ?? targetOf(thing).monitor), things);
}

const compute = (cluster: Cluster): readonly Target[] => [
  ...cluster.all("ServiceMonitor").flatMap((monitor) => {
    const services = servicesOf(cluster, monitor);
    return (monitor.body.spec?.endpoints ?? []).flatMap((endpoint, index) =>
      asked(cluster, monitor, endpoint, {
        field: `spec.endpoints[${index}]`,
        first: stepsOfServiceMonitor(monitor, endpoint),
        candidates: services.flatMap((service) => candidatesBehind(cluster, service, endpoint)),
      }),
    );
  }),
  ...cluster.all("PodMonitor").flatMap((monitor) => {
    const pods = podsSelected(cluster, monitor);
    return (monitor.body.spec?.podMetricsEndpoints ?? []).flatMap((endpoint, index) =>
      asked(cluster, monitor, endpoint, {
        field: `spec.podMetricsEndpoints[${index}]`,
        first: stepsOfPodMonitor(monitor, endpoint),
        candidates: pods.flatMap((each) => candidatesIn(cluster, each, endpoint)),
      }),
    );
  }),
  ...cluster.all("Probe").flatMap((probe) => probed(cluster, probe)),
  ...cluster.all("ScrapeConfig").flatMap((config) => configured(cluster, config)),
  ...[...cluster.all("Prometheus"), ...cluster.all("PrometheusAgent")].flatMap((scraper) =>
    additionalScrapes(cluster, scraper).flatMap((scrape) =>
      asWritten(cluster, scrape, { namespace: scraper.namespace ?? "" }, scraper, usualInterval(scraper)),
    ),
  ),
  ...plainPrometheusesOf(cluster).flatMap(({ pods, config, scrapes }) =>
    scrapes.flatMap((scrape) =>
      asWritten(
        cluster,
        scrape,
        { namespace: pods.namespace, pods },
        pods.owner,
        config?.global?.scrape_interval ?? "1m",
      ),
    ),
  ),
];

/** Who scrapes what an object asks for; those whose namespace selector cannot be judged are taken to. */
function scrapersOf(cluster: Cluster, object: Selected): readonly Scraper[] {
  const { by, perhaps } = selectionOf(cluster, object);
  return [...by, ...perhaps].filter(
    (each): each is Scraper => each.kind === "Prometheus" || each.kind === "PrometheusAgent",
  );
}

const stepsOf = (steps: readonly ResourceStep[] = []): readonly Step[] => steps.map(step);

/** A namespace label that a Prometheus puts over whatever stands there. */
const enforced = (scrapers: readonly Scraper[], namespace: string): readonly Step[] =>
  scrapers.flatMap(({ body }) =>
    body.spec?.enforcedNamespaceLabel
      ? [step({ targetLabel: body.spec.enforcedNamespaceLabel, replacement: namespace })]
      : [],
  );

/** How often a Prometheus scrapes where a monitor does not say; the definition's default is 30s. */
export const usualInterval = (scraper?: Scraper): string => scraper?.body.spec?.scrapeInterval || "30s";

const intervalOf = (own: string | undefined, [first]: readonly Scraper[]): number =>
  durationSeconds(own ?? "") ?? durationSeconds(usualInterval(first)) ?? 30;

const limit = (most: number | undefined, object: Manifest, field: string): SampleLimit | undefined =>
  most === undefined || most === 0 ? undefined : { most, object, field };

/**
 * The limit of a monitor, or that of who scrapes where it has none or a higher one than is enforced.
 *
 * Source: prometheus-operator 0.94, pkg/prometheus/promcfg.go, getLimit and the global section.
 */
function sampleLimitOf(
  monitor: Known<"ServiceMonitor" | "PodMonitor" | "Probe" | "ScrapeConfig">,
  [scraper]: readonly Scraper[],
): SampleLimit | undefined {
  const own = limit(monitor.body.spec?.sampleLimit, monitor, "spec.sampleLimit");
  const { enforcedSampleLimit, sampleLimit } = scraper?.body.spec ?? {};
  const enforced = scraper && limit(enforcedSampleLimit, scraper, "spec.enforcedSampleLimit");
  if (own && enforced) return own.most > enforced.most ? enforced : own;
  return own ?? enforced ?? (scraper && limit(sampleLimit, scraper, "spec.sampleLimit"));
}

/** The scrape class that counts for a monitor, by its name or as the default of who scrapes. */
const classOf = ([first]: readonly Scraper[], name = "") =>
  (first?.body.spec?.scrapeClasses ?? []).find((each) => (name === "" ? each.default : each.name === name));

interface Found {
  readonly field: string;
  readonly first: readonly Step[];
  readonly candidates: readonly Candidate[];
}

function asked(
  cluster: Cluster,
  monitor: Known<"ServiceMonitor"> | Known<"PodMonitor">,
  endpoint: Endpoint,
  { field, first, candidates }: Found,
): readonly Target[] {
  const scrapers = scrapersOf(cluster, monitor);
  const { namespace = "", name } = monitor;
  const last = enforced(scrapers, namespace);
  const ofClass = classOf(scrapers, monitor.body.spec?.scrapeClass);
  return targetsAt(candidates, {
    monitor,
    field,
    scrapers,
    interval: intervalOf(endpoint.interval, scrapers),
    sampleLimit: sampleLimitOf(monitor, scrapers),
    honorLabels: (endpoint.honorLabels ?? false) && !scrapers.some(({ body }) => body.spec?.overrideHonorLabels),
    jobName: `${monitor.kind === "ServiceMonitor" ? "serviceMonitor" : "podMonitor"}/${namespace}/${name}`,
    steps: [...first, ...stepsOf(ofClass?.relabelings), ...stepsOf(endpoint.relabelings), ...last],
    metricSteps: [...stepsOf(ofClass?.metricRelabelings), ...stepsOf(endpoint.metricRelabelings), ...last],
  });
}

/** Source: prometheus-operator 0.94, pkg/prometheus/promcfg.go, generateProbeConfig. */
function probed(cluster: Cluster, probe: Known<"Probe">): readonly Target[] {
  const scrapers = scrapersOf(cluster, probe);
  const { namespace = "", name } = probe;
  const { prober = {}, targets = {}, jobName, interval, metricRelabelings } = probe.body.spec ?? {};
  const ofClass = classOf(scrapers, probe.body.spec?.scrapeClass);
  const { staticConfig, ingress } = targets;
  const fixed: [string, Values][] = Object.entries(staticConfig?.labels ?? {}).map(([label, value]) => [
    label,
    [value],
  ]);
  const candidate = somewhere(`the prober ${prober.url ?? ""}`, [...fixed, ["namespace", [namespace]]], {
    path: prober.path ?? "/probe",
    scheme: prober.scheme ?? "http",
  });
  return targetsAt([candidate], {
    monitor: probe,
    field: "spec",
    scrapers,
    interval: intervalOf(interval, scrapers),
    sampleLimit: sampleLimitOf(probe, scrapers),
    honorLabels: true,
    jobName: jobName ?? `probe/${namespace}/${name}`,
    steps: [
      step({ sourceLabels: ["__address__"], targetLabel: "instance" }),
      ...stepsOf(ofClass?.relabelings),
      ...stepsOf(staticConfig?.relabelingConfigs ?? ingress?.relabelingConfigs),
      ...enforced(scrapers, namespace),
    ],
    metricSteps: [
      ...stepsOf(ofClass?.metricRelabelings),
      ...stepsOf(metricRelabelings),
      ...enforced(scrapers, namespace),
    ],
  });
}

function configured(cluster: Cluster, config: Known<"ScrapeConfig">): readonly Target[] {
  const scrapers = scrapersOf(cluster, config);
  const { namespace = "", name } = config;
  const spec = config.body.spec ?? {};
  const { jobName, honorLabels = false } = spec;
  const ofClass = classOf(scrapers, spec.scrapeClass);
  const scrape: FileScrape = {
    object: config,
    at: "spec",
    field: "spec",
    metrics_path: spec.metricsPath ?? "/metrics",
    scheme: (spec.scheme ?? "http").toLowerCase(),
    static_configs: spec.staticConfigs ?? [],
    kubernetes_sd_configs: (spec.kubernetesSDConfigs ?? []).map(({ role = "", namespaces = {} }) => ({
      role,
      namespaces: {
        names: namespaces.names ?? [],
        own_namespace: namespaces.ownNamespace ?? false,
      },
    })),
    hasOthers: Object.keys(spec).some((each) => /SDConfigs$/.test(each) && each !== "kubernetesSDConfigs"),
  };
  return targetsAt(candidatesOf(cluster, scrape, { namespace }), {
    monitor: config,
    field: "spec",
    scrapers,
    interval: intervalOf(spec.scrapeInterval, scrapers),
    sampleLimit: sampleLimitOf(config, scrapers),
    honorLabels,
    jobName: jobName ?? `scrapeConfig/${namespace}/${name}`,
    steps: [...stepsOf(ofClass?.relabelings), ...stepsOf(spec.relabelings), ...enforced(scrapers, namespace)],
    metricSteps: [
      ...stepsOf(ofClass?.metricRelabelings),
      ...stepsOf(spec.metricRelabelings),
      ...enforced(scrapers, namespace),
    ],
  });
}

function asWritten(
  cluster: Cluster,
  scrape: FileScrape,
  own: Own,
  scraper: Target["scrapers"][number],
  interval: string,
): readonly Target[] {
  return targetsAt(candidatesOf(cluster, scrape, own), {
    monitor: scrape.object,
    field: scrape.field,
    scrapers: [scraper],
    interval: durationSeconds(scrape.scrape_interval ?? "") ?? durationSeconds(interval) ?? 60,
    sampleLimit: limit(scrape.sample_limit, scrape.object, scrape.field),
    honorLabels: scrape.honor_labels ?? false,
    jobName: scrape.job_name ?? "",
    steps: (scrape.relabel_configs ?? []).map(fileStep),
    metricSteps: (scrape.metric_relabel_configs ?? []).map(fileStep),
  });
}
