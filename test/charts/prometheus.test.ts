import type { IPrometheus } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/Prometheus";
import type { IServiceMonitor } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { development } from "../../lib/environments/development.ts";
import { environments } from "../../lib/environments/index.ts";
import { production } from "../../lib/environments/production.ts";
import { bytes } from "../../lib/kubernetes/quantity.ts";
import { monitoredLabel } from "../../lib/platform/namespaces.ts";
import { allOf, customResources, theOne } from "./rendered.ts";

describe.each(environments.map((environment) => [environment.name, environment] as const))("%s", (_, environment) => {
  const { spec } = theOne(customResources<IPrometheus>(environment, "Prometheus"), "prometheus");

  it("tells with every series and alert where it comes from", () => {
    expect(spec.externalLabels).toEqual({ cluster: environment.cluster.name, environment: environment.name });
    expect(spec.externalUrl).toBe(environment.prometheus.externalUrl);
    // Else each alert of a replica pair would have another label, and Alertmanager would send both.
    expect(spec.prometheusExternalLabelName).toBe("");
    expect(spec).not.toHaveProperty("replicaExternalLabelName");
  });

  it("keeps data by time and by size, below the size of its volume", () => {
    const { retention, retentionSize, volume } = environment.prometheus;
    expect(spec.retention).toBe(retention);
    // Prometheus' own notation of a size in powers of 1024.
    expect(spec.retentionSize).toBe(`${retentionSize}B`);
    expect(bytes(retentionSize)).toBeLessThan(bytes(volume.size));
    expect(spec.storage?.volumeClaimTemplate?.spec).toEqual({
      accessModes: ["ReadWriteOnce"],
      storageClassName: environment.cluster.storageClass,
      resources: { requests: { storage: volume.size } },
    });
  });

  it("scrapes and evaluates every 15 seconds", () => {
    expect(spec).toMatchObject({ scrapeInterval: "15s", evaluationInterval: "15s" });
    for (const { metadata, spec } of customResources<IServiceMonitor>(environment, "ServiceMonitor"))
      for (const endpoint of spec.endpoints ?? [])
        expect(endpoint, metadata.name).toMatchObject({
          interval: "15s",
          scrapeTimeout: environment.prometheus.scrapeTimeout,
        });
  });

  it("has as many replicas as the environment says, and a budget where there is more than one", () => {
    expect(spec.replicas).toBe(environment.prometheus.replicas);
    const budgets = allOf(environment, "PodDisruptionBudget").filter(({ metadata }) => metadata.name === "prometheus");
    expect(budgets).toHaveLength(environment.prometheus.replicas > 1 ? 1 : 0);
  });

  it("takes monitors and rules of the platform's namespaces, and of no others", () => {
    const everything = { matchLabels: monitoredLabel };
    const { serviceMonitorNamespaceSelector, podMonitorNamespaceSelector, probeNamespaceSelector } = spec;
    for (const selector of [serviceMonitorNamespaceSelector, podMonitorNamespaceSelector, probeNamespaceSelector])
      expect(selector).toEqual(everything);
    expect([spec.ruleNamespaceSelector, spec.scrapeConfigNamespaceSelector]).toEqual([everything, everything]);
    // A selector that is missing selects nothing; an empty one selects all.
    const { serviceMonitorSelector, podMonitorSelector, probeSelector, ruleSelector, scrapeConfigSelector } = spec;
    for (const selector of [
      serviceMonitorSelector,
      podMonitorSelector,
      probeSelector,
      ruleSelector,
      scrapeConfigSelector,
    ])
      expect(selector).toEqual({});
  });

  it("limits what a target can do to it", () => {
    expect(spec.enforcedSampleLimit).toBe(environment.prometheus.sampleLimit);
    for (const limit of ["enforcedTargetLimit", "enforcedLabelLimit", "enforcedLabelNameLengthLimit"] as const)
      expect(spec[limit], limit).toBeGreaterThan(0);
    for (const { metadata, spec } of customResources<IServiceMonitor>(environment, "ServiceMonitor"))
      expect(spec.sampleLimit, metadata.name).toBe(environment.prometheus.sampleLimit);
  });

  it("tells the Service of Alertmanager, at a port that it has", () => {
    const [target] = spec.alerting?.alertmanagers ?? [];
    const service = theOne(allOf(environment, "Service"), target?.name ?? "", target?.namespace);
    expect((service.spec.ports ?? []).map(({ name }) => name)).toContain(target?.port);
  });

  it("may discover where it scrapes, and read of nodes only metrics", () => {
    const monitors = customResources<IServiceMonitor>(environment, "ServiceMonitor");
    const scraped = new Set(monitors.flatMap(({ spec }) => spec.namespaceSelector?.matchNames ?? []));
    const roles = allOf(environment, "Role");
    const allowed = roles.map(({ metadata }) => metadata.namespace);
    for (const namespace of scraped) expect(allowed).toContain(namespace);
    for (const { rules } of roles) {
      expect(rules.flatMap(({ resources }) => resources)).toEqual(["pods", "services", "endpointslices"]);
      expect(new Set(rules.flatMap(({ verbs }) => verbs))).toEqual(new Set(["get", "list", "watch"]));
    }
    expect(theOne(allOf(environment, "ClusterRole"), "monitoring-prometheus").rules).toEqual([
      { apiGroups: [""], resources: ["nodes/metrics"], verbs: ["get"] },
    ]);
  });
});

describe("a scrape with the header", () => {
  const additional = ({ stringData }: { stringData: Record<string, string> }) =>
    parse(stringData["scrapes.yaml"] ?? "") as { job_name: string; http_headers: object }[];

  it("is configured for the applications that want it, instead of a monitor", () => {
    const scrapes = additional(theOne(allOf(production, "Secret"), "prometheus-additional-scrapes"));
    expect(scrapes.map(({ job_name }) => job_name)).toEqual(["agentprovision"]);
    expect(scrapes[0]?.http_headers).toEqual({
      "X-Internal-Key": { files: ["/etc/prometheus/secrets/agentprovision-internal-key/key"] },
    });
    const monitors = customResources<IServiceMonitor>(production, "ServiceMonitor");
    expect(monitors.map(({ metadata }) => metadata.name)).not.toContain("agentprovision");
    const { spec } = theOne(customResources<IPrometheus>(production, "Prometheus"), "prometheus");
    expect(spec.secrets).toEqual(["agentprovision-internal-key"]);
  });

  it("is nothing where no application wants it", () => {
    expect(allOf(development, "Secret").map(({ metadata }) => metadata.name)).not.toContain(
      "prometheus-additional-scrapes",
    );
    const { spec } = theOne(customResources<IPrometheus>(development, "Prometheus"), "prometheus");
    expect(spec).not.toHaveProperty("additionalScrapeConfigs");
    expect(spec).not.toHaveProperty("secrets");
  });
});
