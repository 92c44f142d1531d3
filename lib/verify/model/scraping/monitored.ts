import type { Cluster } from "../cluster.ts";
import type { Known } from "../manifest.ts";
import {
  type Asked,
  atPorts,
  behindPort,
  endpointsOf,
  podsBehind,
  portsOf,
  type Service,
  servicesIn,
} from "../network/discovery.ts";
import type { Pods } from "../pods/pod.ts";
import { podsSelectedIn } from "../pods/pods.ts";
import { type Scraper, selectionOf } from "./selection.ts";
import type { Candidate } from "./target.ts";

export type ServiceMonitor = Known<"ServiceMonitor">;
export type PodMonitor = Known<"PodMonitor">;

type ServiceEndpoint = NonNullable<NonNullable<ServiceMonitor["body"]["spec"]>["endpoints"]>[number];
type PodEndpoint = NonNullable<NonNullable<PodMonitor["body"]["spec"]>["podMetricsEndpoints"]>[number];
/** One port that a monitor asks for. */
export type Endpoint = ServiceEndpoint | PodEndpoint;

/** The namespaces in which a monitor looks: its own, unless it says otherwise and is listened to. */
export function namespacesOf(cluster: Cluster, monitor: ServiceMonitor | PodMonitor): readonly string[] {
  const { namespace = "", body } = monitor;
  const { any, matchNames = [] } = body.spec?.namespaceSelector ?? {};
  if (isConfined(cluster, monitor)) return [namespace];
  if (any) return [...new Set([...cluster.namespaces.keys(), "default", "kube-system"])];
  return matchNames.length > 0 ? matchNames : [namespace];
}

/** Whether all who select a monitor ignore in which namespaces it wants to look. */
function isConfined(cluster: Cluster, monitor: ServiceMonitor | PodMonitor): boolean {
  if (monitor.body.spec?.namespaceSelector === undefined) return true;
  const { by } = selectionOf(cluster, monitor);
  return by.length > 0 && by.every((who) => (who as Scraper).body.spec?.ignoreNamespaceSelectors ?? false);
}

/** The Services that a monitor selects; an absent selector selects all of them, as an empty one does. */
export const servicesOf = (cluster: Cluster, monitor: ServiceMonitor): readonly Service[] =>
  namespacesOf(cluster, monitor).flatMap((namespace) => servicesIn(cluster, namespace, monitor.body.spec?.selector));

/** The pods that a monitor selects by itself. */
export const podsSelected = (cluster: Cluster, monitor: PodMonitor): readonly Pods[] =>
  namespacesOf(cluster, monitor).flatMap((namespace) =>
    podsSelectedIn(cluster, namespace, monitor.body.spec?.selector ?? {}),
  );

export const askedBy = ({ path = "/metrics", scheme = "http" }: Endpoint): Asked => ({
  path: path === "" ? "/metrics" : path,
  scheme: scheme.toLowerCase(),
});

/** What one endpoint of a ServiceMonitor finds behind one of the Services that it selects: all ports where it names none. */
export function candidatesBehind(cluster: Cluster, service: Service, endpoint: Endpoint): readonly Candidate[] {
  const { port, targetPort } = endpoint;
  if (port !== undefined && port !== "")
    return (service.body.spec?.ports ?? [])
      .filter(({ name }) => name === port)
      .flatMap((found) => behindPort(cluster, service, found, askedBy(endpoint)));
  if (targetPort === undefined) return endpointsOf(cluster, service, askedBy(endpoint));
  return podsBehind(cluster, service).flatMap((pods) =>
    atPorts(
      cluster,
      pods,
      portsOf(pods).filter(({ name, number }) => (typeof targetPort === "number" ? number : name) === targetPort),
      askedBy(endpoint),
    ).map((candidate) => {
      const [first] = (service.body.spec?.ports ?? []).slice(0, 1);
      const service_ = first === undefined ? undefined : behindPort(cluster, service, first, askedBy(endpoint))[0];
      const labels = new Map([...(service_?.labels.labels ?? []), ...candidate.labels.labels]);
      return { ...candidate, service, labels: { ...candidate.labels, labels } };
    }),
  );
}

/** What one endpoint of a PodMonitor finds in some pods: all ports where it names none. */
export function candidatesIn(cluster: Cluster, pods: Pods, endpoint: Endpoint): readonly Candidate[] {
  const { port, portNumber, targetPort } = endpoint;
  const isAsked = ({ name, number }: { readonly name?: string; readonly number?: number }) => {
    if (port !== undefined && port !== "") return name === port;
    if (portNumber !== undefined) return number === portNumber;
    return targetPort === undefined || (typeof targetPort === "number" ? number : name) === targetPort;
  };
  return atPorts(cluster, pods, portsOf(pods).filter(isAsked), askedBy(endpoint));
}
