import type { Cluster } from "../cluster.ts";
import type { Values } from "../expressions/values.ts";
import { filesOf, yamlIn } from "../grafana/embedded.ts";
import type { Manifest } from "../manifest.ts";
import { endpointsIn, podsFound, somewhere } from "../network/discovery.ts";
import type { Fitting } from "../schema.ts";
import { type ResourceStep, type Step, step } from "./relabelling.ts";
import type { Scraper } from "./selection.ts";
import type { Candidate } from "./target.ts";

const steps = [
  {
    source_labels: ["text"],
    separator: "text",
    target_label: "text",
    regex: "scalar",
    modulus: "number",
    replacement: "text",
    action: "text",
  },
] as const;

const scrapes = [
  {
    job_name: "text",
    scrape_interval: "text",
    sample_limit: "number",
    metrics_path: "text",
    scheme: "text",
    honor_labels: "flag",
    static_configs: [{ targets: ["text"], labels: { "*": "text" } }],
    kubernetes_sd_configs: [{ role: "text", namespaces: { names: ["text"], own_namespace: "flag" } }],
    relabel_configs: steps,
    metric_relabel_configs: steps,
  },
] as const;

/** A scrape as Prometheus' own configuration writes it. */
export type FileScrape = Fitting<typeof scrapes>[number] & {
  readonly object: Manifest;
  readonly field: string;
  readonly hasOthers: boolean;
};

/** The scrapes that a Prometheus takes from a Secret as they are; nothing can be said where the Secret is not among the objects. */
export function additionalScrapes(cluster: Cluster, { namespace = "", body }: Scraper): readonly FileScrape[] {
  const { name, key } = body.spec?.additionalScrapeConfigs ?? {};
  const secret = name === undefined ? undefined : cluster.find("Secret", namespace, name);
  if (secret === undefined) return [];
  return filesOf(secret)
    .filter((file) => file.name === key)
    .flatMap(({ text, field }) =>
      (yamlIn(text, scrapes) ?? []).map((scrape) => ({
        ...scrape,
        object: secret,
        field: `${field}, job ${scrape.job_name ?? ""}`,
        hasOthers: Object.keys(scrape).some((each) => /_sd_configs$/.test(each) && each !== "kubernetes_sd_configs"),
      })),
    );
}

/** A step as configuration files write it. */
export const fileStep = (given: NonNullable<FileScrape["relabel_configs"]>[number]): Step => {
  const { source_labels, target_label, ...rest } = given;
  const resource: ResourceStep = {
    ...rest,
    ...(source_labels && { sourceLabels: source_labels }),
    ...(target_label !== undefined && { targetLabel: target_label }),
  };
  return step(resource);
};

/** What a scrape finds before relabelling. */
export function candidatesOf(cluster: Cluster, scrape: FileScrape, own: string): readonly Candidate[] {
  const asked = { path: scrape.metrics_path ?? "/metrics", scheme: scrape.scheme ?? "http" };
  const found = (scrape.kubernetes_sd_configs ?? []).flatMap(({ role = "", namespaces = {} }): readonly Candidate[] => {
    const named = [...(namespaces.names ?? []), ...(namespaces.own_namespace ? [own] : [])];
    const all = named.length > 0 ? named : [...new Set([...cluster.namespaces.keys(), "default", "kube-system"])];
    switch (role.toLowerCase()) {
      case "endpoints":
      case "endpointslice":
        return endpointsIn(cluster, all, asked);
      case "pod":
        return podsFound(cluster, all, asked);
      case "node":
        return [somewhere("each node", [], asked)];
      default:
        return [somewhere(`discovery of each ${role}`, [], asked)];
    }
  });
  const fixed = (scrape.static_configs ?? []).flatMap(({ targets = [], labels = {} }) =>
    targets.map((target) => {
      const entries: [string, Values][] = Object.entries(labels).map(([label, value]) => [label, [value]]);
      return somewhere(target, [["__address__", [target]], ...entries], asked);
    }),
  );
  return [...found, ...fixed, ...(scrape.hasOthers ? [somewhere("what its discovery finds", [], asked)] : [])];
}
