import type { Application } from "../environments/environment.ts";
import type { Scraping } from "../kubernetes/monitor.ts";
import type { Endpoint } from "../kubernetes/peer.ts";
import type { SecretRef } from "../kubernetes/secret.ts";
import { namespaces } from "./namespaces.ts";

/** A scrape that must carry the header `X-Internal-Key`, which no ServiceMonitor, PodMonitor or ScrapeConfig can send. */
export interface HeaderScrape {
  readonly application: Application;
  readonly target: Endpoint;
  readonly secret: SecretRef<"key">;
}

/** Scrape configuration in Prometheus' own words, with the labels that the operator would attach for a ServiceMonitor. */
export const headerScrape = ({ application: { name, instrumentation }, secret }: HeaderScrape, scraping: Scraping) => ({
  job_name: name,
  scrape_interval: scraping.interval,
  scrape_timeout: scraping.timeout,
  sample_limit: scraping.sampleLimit,
  metrics_path: instrumentation.path,
  http_headers: { "X-Internal-Key": { files: [`/etc/prometheus/secrets/${secret.name}/key`] } },
  kubernetes_sd_configs: [{ role: "endpointslice", namespaces: { names: [namespaces.application.name] } }],
  relabel_configs: [
    keep("__meta_kubernetes_service_label_app_kubernetes_io_name", name),
    keep("__meta_kubernetes_endpointslice_port_name", "http"),
    copy("__meta_kubernetes_namespace", "namespace"),
    copy("__meta_kubernetes_service_name", "service"),
    copy("__meta_kubernetes_pod_name", "pod"),
    copy("__meta_kubernetes_pod_container_name", "container"),
    copy("__meta_kubernetes_endpointslice_port_name", "endpoint"),
  ],
});

const keep = (label: string, regex: string) => ({ action: "keep", source_labels: [label], regex });
const copy = (from: string, to: string) => ({ action: "replace", source_labels: [from], target_label: to });
