import { expect, it } from "vitest";
import { production } from "../../lib/environments/production.ts";
import { headerScrape } from "../../lib/platform/header-scrape.ts";
import { relabelled, type Series } from "../charts/relabelling.ts";

const [application] = production.applications;
const secret = { name: "agentprovision-internal-key", namespace: "monitoring", keys: ["key"] as const };
const target = { kind: "addresses", name: "unused", cidrs: ["192.0.2.1/32"], ports: [] } as const;
const scraping = { interval: "15s", timeout: "10s", sampleLimit: 500 };
const scrape = headerScrape({ application, target, secret }, scraping);

/** What discovery tells of a pod behind the application's Service. */
const discovered: Series = {
  __meta_kubernetes_namespace: "agentprovision",
  __meta_kubernetes_service_name: "agentprovision",
  __meta_kubernetes_service_label_app_kubernetes_io_name: "agentprovision",
  __meta_kubernetes_endpointslice_port_name: "http",
  __meta_kubernetes_pod_name: "agentprovision-1",
  __meta_kubernetes_pod_container_name: "agentprovision",
};

const labelsOf = (changes: Series = {}) => {
  const steps = scrape.relabel_configs.map((step) => ({
    action: step.action as "keep" | "replace",
    sourceLabels: step.source_labels,
    ...("target_label" in step ? { targetLabel: step.target_label } : { regex: step.regex }),
  }));
  const labels = relabelled({ ...discovered, ...changes }, steps);
  return labels && Object.fromEntries(Object.entries(labels).filter(([name]) => !name.startsWith("__")));
};

it("gives the labels that a ServiceMonitor's target would have", () =>
  expect({ ...labelsOf(), job: scrape.job_name }).toEqual({
    ...{ namespace: "agentprovision", service: "agentprovision", pod: "agentprovision-1", container: "agentprovision" },
    ...{ endpoint: "http", job: "agentprovision" },
  }));

it("leaves alone what is another Service's or another port's", () => {
  expect(labelsOf({ __meta_kubernetes_service_label_app_kubernetes_io_name: "postgres" })).toBeUndefined();
  expect(labelsOf({ __meta_kubernetes_endpointslice_port_name: "debug" })).toBeUndefined();
});

it("looks in the applications' namespace only", () =>
  expect(scrape.kubernetes_sd_configs).toEqual([{ role: "endpointslice", namespaces: { names: ["agentprovision"] } }]));

it("sends the header from a file of the Secret", () =>
  expect(scrape.http_headers).toEqual({
    "X-Internal-Key": { files: ["/etc/prometheus/secrets/agentprovision-internal-key/key"] },
  }));

it("scrapes as monitors do, where the application says", () =>
  expect(scrape).toMatchObject({
    scrape_interval: "15s",
    scrape_timeout: "10s",
    sample_limit: 500,
    metrics_path: application.instrumentation.path,
  }));
