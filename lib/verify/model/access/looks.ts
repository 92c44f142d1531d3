import type { Cluster } from "../cluster.ts";
import type { Known } from "../manifest.ts";
import { nameOf } from "../manifest.ts";
import type { Owner } from "../pods/pod.ts";
import { plainPrometheusesOf } from "../scraping/plain-prometheus.ts";
import { additionalScrapes, type FileScrape } from "../scraping/scrape-file.ts";
import { type Scraper, selectionOf } from "../scraping/selection.ts";

/** What of the API a Prometheus reads to find targets. */
export interface Resource {
  readonly group: string;
  readonly resource: string;
  /** What does as well. */
  readonly or?: Resource;
}

/** One place in which a Prometheus looks for targets, as its own service account. */
export interface Look {
  readonly who: Owner;
  /** What makes it look there: `ServiceMonitor shop/web`. */
  readonly by: string;
  /** What it looks for. */
  readonly what: "targets" | "Alertmanagers" | "labels of nodes";
  /** Nothing for all namespaces, or for what has none. */
  readonly namespace?: string;
  readonly resources: readonly Resource[];
}

/** Everywhere that a Prometheus of the objects looks: for monitors, ScrapeConfigs, scrapes in its own words, and Alertmanagers. */
export function* looksOf(cluster: Cluster): Iterable<Look> {
  for (const who of cluster.all("Prometheus"))
    for (const { namespace = who.namespace, name = "" } of who.body.spec?.alerting?.alertmanagers ?? [])
      yield {
        who,
        by: `spec.alerting (${name})`,
        what: "Alertmanagers",
        ...inside(namespace),
        resources: ofEndpoints(who),
      };
  for (const monitor of [...cluster.all("ServiceMonitor"), ...cluster.all("PodMonitor")])
    for (const who of scrapersOf(cluster, monitor)) {
      const { ignoreNamespaceSelectors } = who.body.spec ?? {};
      const by = nameOf(monitor);
      const resources = monitor.kind === "PodMonitor" ? (needs["pod"] ?? []) : ofEndpoints(who);
      for (const namespace of namespacesOf(monitor, ignoreNamespaceSelectors))
        yield { who, by, what: "targets", ...inside(namespace), resources };
      if (monitor.body.spec?.attachMetadata?.node) yield { who, by, what: "labels of nodes", resources: core("nodes") };
    }
  for (const config of cluster.all("ScrapeConfig"))
    for (const who of scrapersOf(cluster, config)) {
      const discoveries = (config.body.spec?.kubernetesSDConfigs ?? []).map((each) => ({
        ...each,
        namespaces: { names: each.namespaces?.names ?? [], own_namespace: each.namespaces?.ownNamespace ?? false },
      }));
      yield* asConfigured(who, nameOf(config), config.namespace, discoveries);
    }
  for (const who of [...cluster.all("Prometheus"), ...cluster.all("PrometheusAgent")])
    for (const scrape of additionalScrapes(cluster, who)) yield* asWritten(who, scrape);
  for (const { pods, scrapes } of plainPrometheusesOf(cluster))
    for (const scrape of scrapes) yield* asWritten(pods.owner, scrape);
}

const asWritten = (who: Owner, { object, job_name = "", kubernetes_sd_configs = [] }: FileScrape): Iterable<Look> =>
  asConfigured(who, `job ${job_name} of ${nameOf(object)}`, who.namespace, kubernetes_sd_configs);

const slices: Resource = { group: "discovery.k8s.io", resource: "endpointslices" };

/**
 * What each role of discovery lists and watches.
 *
 * Source: Prometheus 3.7, discovery/kubernetes/kubernetes.go; documentation/examples/rbac-setup.yml.
 */
const needs: Readonly<Record<string, readonly Resource[]>> = {
  either: [...core("services", "pods"), { group: "", resource: "endpoints", or: slices }],
  endpoints: core("services", "pods", "endpoints"),
  endpointslice: [...core("services", "pods"), slices],
  ingress: [{ group: "networking.k8s.io", resource: "ingresses" }],
  node: core("nodes"),
  pod: core("pods"),
  service: core("services"),
};

/** Without the field the operator takes Endpoints or EndpointSlices, by its version. */
const ofEndpoints = ({ body }: Scraper): readonly Resource[] =>
  needs[body.spec?.serviceDiscoveryRole?.toLowerCase() ?? "either"] ?? [];

function core(...resources: readonly string[]): readonly Resource[] {
  return resources.map((resource) => ({ group: "", resource }));
}

interface Configured {
  readonly role?: string;
  readonly namespaces?: { readonly names?: readonly string[]; readonly own_namespace?: boolean };
}

/** Another API server, or other credentials than the pod's own. */
const ofAnother = /^(api_?server|kubeconfig_file|authorization|basic_?auth|oauth2|bearer_token(_file)?)$/i;

function* asConfigured(
  who: Owner,
  by: string,
  own: string | undefined,
  discoveries: readonly Configured[],
): Iterable<Look> {
  for (const each of discoveries) {
    const role = each.role?.toLowerCase() ?? "";
    if (Object.keys(each).some((field) => ofAnother.test(field))) continue;
    const { names = [], own_namespace = false } = each.namespaces ?? {};
    const named = [...names, ...(own_namespace && own !== undefined ? [own] : [])];
    const everywhere = role === "node" || named.length === 0;
    for (const namespace of everywhere ? [undefined] : named)
      yield { who, by, what: "targets", ...inside(namespace), resources: needs[role] ?? [] };
  }
}

const inside = (namespace: string | undefined) => (namespace === undefined ? {} : { namespace });

const scrapersOf = (cluster: Cluster, of: Known<"ServiceMonitor" | "PodMonitor" | "ScrapeConfig">) =>
  selectionOf(cluster, of).by.filter(
    (who): who is Scraper => who.kind === "Prometheus" || who.kind === "PrometheusAgent",
  );

/** Where a monitor looks; nothing for everywhere. */
function namespacesOf(
  { namespace, body }: Known<"ServiceMonitor"> | Known<"PodMonitor">,
  ownOnly = false,
): readonly (string | undefined)[] {
  const { any = false, matchNames = [] } = body.spec?.namespaceSelector ?? {};
  if (ownOnly) return [namespace];
  if (any) return [undefined];
  return matchNames.length > 0 ? matchNames : [namespace];
}
