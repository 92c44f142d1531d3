import type { Cluster } from "../cluster.ts";
import type { Known } from "../manifest.ts";
import { type Selector, selects } from "../selector.ts";

/** What scrapes. */
export type Scraper = Known<"Prometheus" | "PrometheusAgent">;
/** What selects custom resources of prometheus-operator. */
export type Selecting = Scraper | Known<"ThanosRuler" | "Alertmanager">;
/** What is selected. */
export type Selected = Known<
  "ServiceMonitor" | "PodMonitor" | "Probe" | "ScrapeConfig" | "PrometheusRule" | "AlertmanagerConfig"
>;

/** Who selects an object. */
export interface Selection {
  readonly by: readonly Selecting[];
  /** Who may select it, if only its namespace had the labels that are not among the objects. */
  readonly perhaps: readonly Selecting[];
  /** Who could, and why it does not: `its ruleSelector selects team=a`. */
  readonly not: readonly { readonly who: Selecting; readonly field: "selector" | "namespace" }[];
}

interface Selectors {
  readonly objects: Selector | undefined;
  readonly namespaces: Selector | undefined;
}

/** The selectors of one who selects objects of that kind; nothing where it selects none at all. */
export function selectorsOf({ body }: Selecting, kind: Selected["kind"]): Selectors {
  const spec: Readonly<Record<string, unknown>> = body.spec ?? {};
  const name = fields[kind];
  return {
    objects: spec[`${name}Selector`] as Selector | undefined,
    namespaces: spec[`${name}NamespaceSelector`] as Selector | undefined,
  };
}

/** What the fields of selectors begin with. */
export const fields: Readonly<Record<Selected["kind"], string>> = {
  ServiceMonitor: "serviceMonitor",
  PodMonitor: "podMonitor",
  Probe: "probe",
  ScrapeConfig: "scrapeConfig",
  PrometheusRule: "rule",
  AlertmanagerConfig: "alertmanagerConfig",
};

/** Who could select objects of that kind. */
export function selectingOf(cluster: Cluster, kind: Selected["kind"]): readonly Selecting[] {
  if (kind === "AlertmanagerConfig") return cluster.all("Alertmanager");
  if (kind === "PrometheusRule") return [...cluster.all("Prometheus"), ...cluster.all("ThanosRuler")];
  return [...cluster.all("Prometheus"), ...cluster.all("PrometheusAgent")];
}

/**
 * Who selects an object. To the operator an absent selector selects nothing, an empty one everything; an absent namespace selector
 * means the own namespace, an empty one all.
 *
 * Source: prometheus-operator, Documentation/api-reference/api.md, `serviceMonitorSelector` and its like.
 */
export function selectionOf(cluster: Cluster, object: Selected): Selection {
  const by: Selecting[] = [];
  const perhaps: Selecting[] = [];
  const not: Selection["not"][number][] = [];
  for (const who of selectingOf(cluster, object.kind)) {
    const { objects, namespaces } = selectorsOf(who, object.kind);
    if (who.kind === "Alertmanager" && isGlobal(who, object)) by.push(who);
    else if (objects === undefined || !selects(objects, object.labels)) not.push({ who, field: "selector" });
    else {
      const there = inNamespace(cluster, who, namespaces, object.namespace ?? "");
      if (there === true) by.push(who);
      else if (there === undefined) perhaps.push(who);
      else not.push({ who, field: "namespace" });
    }
  }
  return { by, perhaps, not };
}

/** The one configuration that an Alertmanager names for everything. */
const isGlobal = (who: Known<"Alertmanager">, object: Selected) =>
  who.body.spec?.alertmanagerConfiguration?.name === object.name && who.namespace === object.namespace;

/** Whether a namespace selector selects a namespace; nothing where its labels are not among the objects. */
function inNamespace(
  cluster: Cluster,
  who: Selecting,
  selector: Selector | undefined,
  namespace: string,
): boolean | undefined {
  if (selector === undefined) return who.namespace === namespace;
  const labels = cluster.namespaces.get(namespace) ?? {};
  if (cluster.defines(namespace)) return selects(selector, labels);
  const known = (key?: string) => key !== undefined && key in labels;
  const { matchLabels = {}, matchExpressions = [] } = selector;
  if (Object.keys(matchLabels).every(known) && matchExpressions.every(({ key }) => known(key)))
    return selects(selector, labels);
  return undefined;
}
