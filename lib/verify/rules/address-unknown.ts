import type { Cluster } from "../model/cluster.ts";
import { nameOf, saysNamespace } from "../model/manifest.ts";
import { guess } from "../model/near.ts";
import { configuredTexts } from "../model/network/configured-texts.ts";
import { behind, podsBehind, portsOf, type Service, serviceNamed, servicesIn } from "../model/network/discovery.ts";
import { type ServiceAddress, serviceAddressesIn } from "../model/network/service-addresses.ts";
import { elsewhereOrMade } from "../model/pods/makers.ts";
import { podsIn } from "../model/pods/pods.ts";
import { plainPrometheusesOf } from "../model/scraping/plain-prometheus.ts";
import { isRewritten, staticAddress } from "../model/scraping/scrape-file.ts";
import type { Found, Rule } from "../rule.ts";
import type { World } from "../world.ts";

/** An address of a Service or of a port that is not there. */
export const addressUnknown: Rule = {
  id: "address-unknown",
  topic: "objects",
  severity: "error",
  sentence: "The Services of which configuration speaks exist, with the port that it names.",
  why: "The program finds no such name, or connections to it time out: Grafana shows no data, an exporter says that all is down.",
  remedy: "mend the name, the namespace or the port",
  *check(cluster, world) {
    for (const { object, field, text } of configuredTexts(cluster)) {
      const said = new Set<string>();
      for (const address of serviceAddressesIn(text)) {
        if (said.has(address.text)) continue;
        said.add(address.text);
        const fault = faultOf(cluster, world, address);
        if (fault) yield { object, field, value: address.text, ...fault };
      }
    }
    for (const { object, field, address } of scrapedAddresses(cluster)) {
      const fault = faultOf(cluster, world, address);
      if (fault) yield { object, field, value: address.text, ...fault };
    }
  },
};

/** Targets and Alertmanagers of a Prometheus without an operator that are named as its pods resolve them, without the end that tells Services apart. */
const scrapedAddresses = (cluster: Cluster) =>
  plainPrometheusesOf(cluster).flatMap(({ pods, file, config, scrapes }) => {
    const told = file && { object: file.object, field: `${file.field}.alerting` };
    const alertmanagers = (config?.alerting?.alertmanagers ?? []).flatMap((each) => (told ? { ...told, ...each } : []));
    return [...scrapes.filter((scrape) => !isRewritten(scrape)), ...alertmanagers].flatMap(
      ({ object, field, scheme, static_configs = [] }) =>
        static_configs
          .flatMap(({ targets = [] }) => targets.map((target) => staticAddress(target, pods.namespace, scheme)))
          .filter(({ host, namespace }) => isServiceName.test(host) && cluster.namespaces.has(namespace))
          .map((address) => ({ object, field, address })),
    );
  });

/** A name, with its namespace perhaps. */
const isServiceName = /^(?!localhost$)[a-z]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)?$/;

type Fault = Pick<Found, "what" | "remedy" | "uncertain" | "lacking">;

function faultOf(cluster: Cluster, world: World, { name, namespace, port }: ServiceAddress): Fault | undefined {
  const service = serviceNamed(cluster, namespace, name);
  if (service === undefined)
    return {
      what: `no Service of namespace ${namespace} has this name`,
      ...meant(cluster, name, namespace),
      ...(before(cluster, name, namespace) ?? {
        ...elsewhereOrMade(cluster, world, namespace, "services", name),
        ...unplaced(cluster, name),
      }),
    };
  const ports = portsAt(cluster, service);
  if (port === undefined || ports === undefined || ports.includes(port)) return undefined;
  const known = ports.length === 0 ? "it has none" : `it has ${ports.join(", ")}`;
  return { lacking: service, what: `${nameOf(service)} has no port ${port}: ${known}` };
}

/** The Service of another name before a workload of this one: nobody needs a second. */
function before(cluster: Cluster, name: string, namespace: string): Pick<Found, "remedy"> | undefined {
  const pods = podsIn(cluster, namespace).filter(({ owner }) => owner.name === name);
  const service = servicesIn(cluster, namespace).find((each) =>
    podsBehind(cluster, each).some((behind) => pods.includes(behind)),
  );
  return service && { remedy: `did you mean ${service.name}.${namespace}? It leads to ${name}` };
}

/** Whether one of that name says no namespace: whoever applies it does. */
function unplaced(cluster: Cluster, name: string): Pick<Found, "uncertain"> {
  const service = cluster.find("Service", "default", name);
  if (service === undefined || saysNamespace(service)) return {};
  return { uncertain: `Service ${name} says no namespace, so it may be applied to this one` };
}

/** A Service of the namespace with a name that is near, or the one of that name in another namespace. */
function meant(cluster: Cluster, name: string, namespace: string): { readonly remedy?: string } {
  const own = guess(
    name,
    servicesIn(cluster, namespace).map((each) => each.name),
  );
  if (own !== undefined) return { remedy: `did you mean ${own}.${namespace}?` };
  const others = [...cluster.namespaces.keys()].filter((each) => serviceNamed(cluster, each, name) !== undefined);
  const [only = namespace, ...more] = others;
  const other = guess(namespace, others) ?? (more.length === 0 && only !== namespace ? only : undefined);
  return other === undefined ? {} : { remedy: `did you mean ${name}.${other}?` };
}

/** The ports at which somebody can listen; nothing where the objects do not tell. */
function portsAt(cluster: Cluster, service: Service): readonly number[] | undefined {
  const { type, clusterIP, ports = [] } = service.body.spec ?? {};
  if (type === "ExternalName") return undefined;
  if (clusterIP !== "None") return ports.flatMap(({ port }) => port ?? []);
  // Its name stands for the addresses of its pods, where nothing is translated.
  const pods = podsBehind(cluster, service);
  const isToldByAll = pods.every(({ spec }) => (spec.containers ?? []).every((each) => (each.ports ?? []).length > 0));
  if (pods.length === 0 || !isToldByAll) return undefined;
  // A port whose target nobody declares has a finding of its own.
  const numbers = pods.flatMap((each) => [
    ...portsOf(each),
    ...ports.map((port) => behind(port, each) ?? { number: port.port }),
  ]);
  return [...new Set(numbers.flatMap(({ number }) => number ?? []))];
}
