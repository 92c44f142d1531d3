import type { Environment } from "../environments/environment.ts";
import type { Relabelling, Scraping } from "../kubernetes/monitor.ts";

/** What all scrapes of an environment have in common. */
export const scrapingOf = ({ prometheus }: Environment): Scraping => ({
  interval: prometheus.scrapeInterval,
  timeout: prometheus.scrapeTimeout,
  sampleLimit: prometheus.sampleLimit,
});

/** Without these labels of the target, which say nothing true of series that speak of other things. */
export const dropLabels = (...labels: readonly string[]): Relabelling => ({
  action: "labeldrop",
  regex: labels.join("|"),
});

/** Gives a label a fixed value. */
export const setLabel = (targetLabel: string, replacement: string): Relabelling => ({
  action: "replace",
  targetLabel,
  replacement,
});

/** The node under the target, as `node` and as `instance`: for agents that speak of their node. */
export const speaksOfNode: readonly Relabelling[] = [
  { action: "replace", sourceLabels: ["__meta_kubernetes_pod_node_name"], targetLabel: "node" },
  { action: "replace", sourceLabels: ["__meta_kubernetes_pod_node_name"], targetLabel: "instance" },
  dropLabels("pod", "container", "namespace", "service", "endpoint"),
];

/** Series that speak of something else than the exporter's pod, whichever it is: a database, the cluster's objects. */
export const speaksOf = (instance: string): readonly Relabelling[] => [
  setLabel("instance", instance),
  dropLabels("pod", "container", "namespace", "service", "endpoint"),
];
