import type { Cluster } from "../cluster.ts";
import type { Manifest } from "../manifest.ts";
import { plainPrometheusesOf } from "./plain-prometheus.ts";

/**
 * Who has native histograms scraped, which have no series with `_bucket`: which programs give them is not recorded.
 *
 * Source: https://prometheus.io/docs/specs/native_histograms/; prometheus-operator 0.94, spec.scrapeNativeHistograms.
 */
export const nativeHistogramsOf = (cluster: Cluster): Manifest | undefined => cluster.derived(find);

const feature = "native-histograms";

function find(cluster: Cluster): Manifest | undefined {
  const scrapers = [...cluster.all("Prometheus"), ...cluster.all("PrometheusAgent")];
  const monitors = [...cluster.all("ServiceMonitor"), ...cluster.all("PodMonitor"), ...cluster.all("ScrapeConfig")];
  return (
    scrapers.find(
      ({ body: { spec } }) => spec?.scrapeNativeHistograms === true || spec?.enableFeatures?.includes(feature),
    ) ??
    monitors.find(({ body: { spec } }) => spec?.scrapeNativeHistograms === true) ??
    plainPrometheusesOf(cluster).find(
      ({ config, scrapes, container: { args = [] } }) =>
        config?.global?.scrape_native_histograms === true ||
        scrapes.some(({ scrape_native_histograms }) => scrape_native_histograms === true) ||
        args.some((arg) => arg.startsWith("--enable-feature") && arg.includes(feature)),
    )?.pods.owner
  );
}
