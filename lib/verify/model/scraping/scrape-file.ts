import type { Cluster } from "../cluster.ts";
import { type EmbeddedFile, filesOf, type ObjectFile, yamlIn } from "../embedded.ts";
import type { Values } from "../expressions/values.ts";
import { kustomizationsOf } from "../kustomizations.ts";
import type { Manifest } from "../manifest.ts";
import {
  type Asked,
  atPorts,
  behindPort,
  endpointsIn,
  podsFound,
  portsOf,
  serviceNamed,
  somewhere,
} from "../network/discovery.ts";
import { portOfScheme, type ServiceAddress } from "../network/service-addresses.ts";
import type { Pods } from "../pods/pod.ts";
import type { Fitting } from "../schema.ts";
import { type ResourceStep, type Step, step } from "./relabelling.ts";
import type { Scraper } from "./selection.ts";
import type { Candidate, Place } from "./target.ts";

const steps = [
  {
    source_labels: ["text"],
    separator: "text",
    target_label: "text",
    // Prometheus takes `regex: true` for the text.
    regex: "any",
    modulus: "number",
    replacement: "text",
    action: "text",
  },
] as const;

/** The scrapes of a configuration file. */
export const scrapes = [
  {
    job_name: "text",
    scrape_interval: "text",
    sample_limit: "number",
    metrics_path: "text",
    scheme: "text",
    honor_labels: "flag",
    scrape_native_histograms: "flag",
    static_configs: [{ targets: ["text"], labels: { "*": "text" } }],
    kubernetes_sd_configs: [{ role: "text", namespaces: { names: ["text"], own_namespace: "flag" } }],
    relabel_configs: steps,
    metric_relabel_configs: steps,
  },
] as const;

type Written = Fitting<typeof scrapes>[number];

/** A scrape as Prometheus' own configuration writes it. */
export type FileScrape = Written & {
  readonly object: Manifest;
  /** Where it is written. */
  readonly at: string;
  /** The same with its name. */
  readonly field: string;
  readonly hasOthers: boolean;
};

/** The scrapes that a Prometheus takes from a Secret as they are; nothing can be said where the Secret is not among the objects. */
export const additionalScrapes = (cluster: Cluster, scraper: Scraper): readonly FileScrape[] =>
  additionalFiles(cluster, scraper).flatMap((file) =>
    (yamlIn(file.text, scrapes) ?? []).map((scrape, index) => placedScrape(file, `${file.field}[${index}]`, scrape)),
  );

/** The files in which they stand. */
export function additionalFiles(cluster: Cluster, { namespace = "", body }: Scraper): readonly ObjectFile[] {
  const { name, key } = body.spec?.additionalScrapeConfigs ?? {};
  const secret = name === undefined ? undefined : cluster.find("Secret", namespace, name);
  return secret === undefined ? [] : filesOf(secret).filter((file) => file.name === key);
}

/** A scrape with the place where it is written. */
export const placedScrape = ({ object }: EmbeddedFile, at: string, scrape: Written): FileScrape => ({
  ...scrape,
  object,
  at,
  field: scrape.job_name === undefined ? at : `${at} (${scrape.job_name})`,
  hasOthers: Object.keys(scrape).some((each) => /_sd_configs$/.test(each) && each !== "kubernetes_sd_configs"),
});

/** A step as configuration files write it. */
export const fileStep = (given: NonNullable<FileScrape["relabel_configs"]>[number]): Step => {
  const { source_labels, target_label, regex, ...rest } = given;
  const resource: ResourceStep = {
    ...rest,
    ...(regex !== undefined && { regex: String(regex) }),
    ...(source_labels && { sourceLabels: source_labels }),
    ...(target_label !== undefined && { targetLabel: target_label }),
  };
  return step(resource);
};

/** Who scrapes: its namespace, and its pods where they are known. */
export interface Own {
  readonly namespace: string;
  readonly pods?: Pods;
}

/** What a scrape finds before relabelling. */
export function candidatesOf(cluster: Cluster, scrape: FileScrape, own: Own): readonly Candidate[] {
  const asked = { path: scrape.metrics_path ?? "/metrics", scheme: scrape.scheme ?? "http" };
  const found = (scrape.kubernetes_sd_configs ?? []).flatMap(({ role = "", namespaces = {} }): readonly Candidate[] => {
    const named = [...(namespaces.names ?? []), ...(namespaces.own_namespace ? [own.namespace] : [])];
    const all = named.length > 0 ? named : [...new Set([...cluster.namespaces.keys(), "default", "kube-system"])];
    const by = kustomizationsOf(cluster).find(
      ({ namespace }) => namespace !== undefined && (named.length === 0 || named.includes(namespace)),
    );
    const others = by ? [somewhere(`what ${by.file} puts into namespace ${by.namespace}`, [], asked)] : [];
    switch (role.toLowerCase()) {
      case "endpoints":
      case "endpointslice":
        return [...endpointsIn(cluster, all, asked), ...others];
      case "pod":
        return [...podsFound(cluster, all, asked), ...others];
      case "node":
        return [somewhere("each node", [], asked)];
      default:
        return [somewhere(`discovery of each ${role}`, [], asked)];
    }
  });
  const fixed = (scrape.static_configs ?? []).flatMap(({ targets = [], labels = {} }) =>
    targets.flatMap((target) => {
      const entries: [string, Values][] = Object.entries(labels).map(([label, value]) => [label, [value]]);
      const anywhere = somewhere(target, [["__address__", [target]], ...entries], asked);
      const places = placesAt(cluster, target, own, asked);
      return places.length === 0 ? anywhere : places.map((place) => ({ ...place, labels: anywhere.labels }));
    }),
  );
  return [...found, ...fixed, ...(scrape.hasOthers ? [somewhere("what its discovery finds", [], asked)] : [])];
}

/** A target of a static list, as if it named a Service. */
export function staticAddress(
  target: string,
  own: string,
  scheme = "http",
): ServiceAddress & { readonly host: string } {
  const [, host = "", written] = /^([^/:]+)(?::(\d+))?$/.exec(target) ?? [];
  const [name = "", namespace = own] = host.replace(/\.svc(\.cluster\.local\.?)?$/, "").split(".");
  const port = written === undefined ? portOfScheme(scheme) : Number(written);
  return { name, namespace, host, text: target, ...(port !== undefined && { port }) };
}

/** Whether another address takes the place of what a scrape finds, a prober's say. */
export const isRewritten = ({ relabel_configs = [] }: Written): boolean =>
  relabel_configs.some(({ target_label }) => target_label === "__address__");

/** What answers at an address that names a Service, or the pod itself; nothing where that is not among the objects. */
export function placesAt(
  cluster: Cluster,
  target: string,
  { namespace: own, pods }: Own,
  asked: Asked,
): readonly Place[] {
  const { name, namespace, port: number, host } = staticAddress(target, own, asked.scheme);
  const placed = ({ labels: _, ...place }: Candidate): Place => place;
  if (host === "localhost" || host === "127.0.0.1")
    return pods === undefined
      ? []
      : atPorts(
          cluster,
          pods,
          portsOf(pods).filter((port) => port.number === number),
          asked,
        ).map(placed);
  const service = serviceNamed(cluster, namespace, name);
  const port = service?.body.spec?.ports?.find((each) => each.port === number);
  return service && port ? behindPort(cluster, service, port, asked).map(placed) : [];
}
