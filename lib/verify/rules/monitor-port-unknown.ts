import type { Cluster } from "../model/cluster.ts";
import { type Known, nameOf } from "../model/manifest.ts";
import { near } from "../model/near.ts";
import { type ContainerPort, givenOf, podsBehind, portsOf } from "../model/network/discovery.ts";
import {
  candidatesBehind,
  candidatesIn,
  type Endpoint,
  podsSelected,
  servicesOf,
} from "../model/scraping/monitored.ts";
import { strangersIn } from "../model/strangers.ts";
import type { Found, Rule } from "../rule.ts";

/** An endpoint of a monitor whose port is nowhere. */
export const monitorPortUnknown: Rule = {
  id: "monitor-port-unknown",
  topic: "monitors",
  severity: "error",
  sentence:
    "The port of every monitor exists on the Services or pods that it selects, and leads to a container's port.",
  why: "Discovery drops every target without a word: there is not even a target that is down.",
  remedy: "use the name of a port of the Service, and let its targetPort name a port of the container",
  *check(cluster) {
    for (const object of cluster.all("ServiceMonitor")) {
      const services = servicesOf(cluster, object);
      for (const [index, endpoint] of (object.body.spec?.endpoints ?? []).entries()) {
        // Without a port all of them are scraped.
        if (!isNamed(endpoint)) continue;
        const at = { object, ...portField(`spec.endpoints[${index}]`, endpoint) };
        for (const service of services.slice(0, 1)) {
          if (services.some((each) => candidatesBehind(cluster, each, endpoint).length > 0)) continue;
          const port = service.body.spec?.ports?.find(({ name }) => name === endpoint.port);
          const pods = podsBehind(cluster, service);
          if (endpoint.port && port === undefined) yield { ...at, ...missing(cluster, service, endpoint.port) };
          else if (pods.length > 0)
            yield {
              ...at,
              ...nowhere(
                `${port ? `targetPort ${port.targetPort ?? port.port} of ${nameOf(service)}` : `port ${endpoint.targetPort}`}`,
                String(port?.targetPort ?? endpoint.targetPort ?? ""),
                pods.flatMap((each) => portsOf(each)),
                nameOf((pods[0] as (typeof pods)[number]).owner),
              ),
            };
        }
      }
    }
    for (const object of cluster.all("PodMonitor")) {
      const pods = podsSelected(cluster, object);
      for (const [index, endpoint] of (object.body.spec?.podMetricsEndpoints ?? []).entries()) {
        const [first] = pods;
        if (
          !isNamed(endpoint) ||
          first === undefined ||
          pods.some((each) => candidatesIn(cluster, each, endpoint).length > 0)
        )
          continue;
        const port = String(endpoint.port ?? endpoint.portNumber ?? endpoint.targetPort ?? "");
        yield {
          object,
          ...portField(`spec.podMetricsEndpoints[${index}]`, endpoint),
          ...nowhere(`port ${port}`, port, pods.flatMap(portsOf), nameOf(first.owner)),
        };
      }
    }
  },
};

function missing(cluster: Cluster, service: Known<"Service">, port: string): Omit<Found, "object" | "field"> {
  const known = (service.body.spec?.ports ?? []).flatMap(({ name }) => name ?? []);
  const guess = near(port, known);
  const perhaps = guess.remedy === undefined && strangersIn(cluster, service.namespace ?? "").length > 0;
  return {
    lacking: service,
    what: `no port of ${nameOf(service)} has this name`,
    ...guess,
    ...(perhaps && { uncertain: "objects of kinds that are not known may make another Service with these labels" }),
    ...(givenOf(cluster, service) && { uncertain: "the Service is made outside of the objects" }),
  };
}

const isNamed = ({ port, portNumber, targetPort }: Endpoint) =>
  Boolean(port) || portNumber !== undefined || targetPort !== undefined;

const portField = (field: string, { port, portNumber, targetPort }: Endpoint) => {
  const [name, value] = port
    ? (["port", port] as const)
    : portNumber !== undefined
      ? (["portNumber", portNumber] as const)
      : (["targetPort", targetPort ?? ""] as const);
  return { field: `${field}.${name}`, value: String(value) };
};

const nowhere = (
  what: string,
  name: string,
  ports: readonly ContainerPort[],
  owner: string,
): Pick<Found, "what" | "remedy"> => ({
  what: `${what} is no port of a container of ${owner}`,
  ...near(
    name,
    ports.flatMap((port) => port.name ?? []),
  ),
});
