import { open } from "../../../promql/metric.ts";
import type { Cluster } from "../cluster.ts";
import { absent, type Values } from "../expressions/values.ts";
import type { Known } from "../manifest.ts";
import type { Container, Pods } from "../pods/pod.ts";
import { containersOf, podsIn, podsSelectedIn } from "../pods/pods.ts";
import type { Labelled } from "../scraping/relabelling.ts";
import { type Candidate, prefixed } from "../scraping/target.ts";
import { type Selector, selects } from "../selector.ts";
import { type GivenService, givenServices } from "./given-services.ts";

export type Service = Known<"Service">;
export type ServicePort = NonNullable<NonNullable<Service["body"]["spec"]>["ports"]>[number];

/** A port that a container declares. */
export interface ContainerPort {
  readonly container: Container;
  readonly name?: string;
  readonly number?: number;
}

/** All ports that the containers of some pods declare. */
export const portsOf = ({ spec }: Pods): readonly ContainerPort[] =>
  containersOf(spec)
    // Of those that run before the others only side-cars stay.
    .filter(({ container, field }) => field.startsWith("containers") || container.restartPolicy === "Always")
    .flatMap(({ container }) =>
      (container.ports ?? []).map(({ name, containerPort }) => ({
        container,
        ...(name !== undefined && { name }),
        ...(containerPort !== undefined && { number: containerPort }),
      })),
    );

/** Where a port of a Service leads in some pods; nothing where a name has no container port. */
export function behind({ port, targetPort = port }: ServicePort, pods: Pods): Partial<ContainerPort> | undefined {
  const declared = portsOf(pods).find(({ name, number }) =>
    typeof targetPort === "number" ? number === targetPort : name === targetPort,
  );
  if (declared !== undefined) return declared;
  if (typeof targetPort === "number") return { number: targetPort };
  return /^\d+$/.test(targetPort ?? "") ? { number: Number(targetPort) } : undefined;
}

/** The pods behind a Service; a Service without selector has none among the objects. */
export function podsBehind(cluster: Cluster, { namespace = "", body }: Service): readonly Pods[] {
  const { selector = {}, type } = body.spec ?? {};
  if (type === "ExternalName" || Object.keys(selector).length === 0) return [];
  return podsSelectedIn(cluster, namespace, { matchLabels: selector });
}

/** The Services of a namespace that a selector selects, those included that no object defines. */
export const servicesIn = (cluster: Cluster, namespace: string, selector: Selector = {}): readonly Service[] => [
  ...cluster.select("Service", namespace, selector),
  ...givenServices(cluster)
    .filter(({ service }) => service.namespace === namespace && selects(selector, service.labels))
    .map(({ service }) => service),
];

/** The Service of that name, be it one that no object defines. */
export const serviceNamed = (cluster: Cluster, namespace: string, name: string): Service | undefined =>
  cluster.find("Service", namespace, name) ?? servicesIn(cluster, namespace).find((service) => service.name === name);

/** What is known of a Service that no object defines. */
export const givenOf = (cluster: Cluster, service: Service): GivenService | undefined =>
  givenServices(cluster).find((given) => given.service === service);

/** Of labels that objects have and that are not named: they are not there. Of all else nothing is known. */
const restOf =
  (known: RegExp) =>
  (label: string): Values =>
    !label.startsWith("__meta_") || known.test(label) ? absent : open;

const ofService = /^__meta_kubernetes_(service|endpoints)_(label|annotation)/;
const ofPod = /^__meta_kubernetes_((service|endpoints)_(label|annotation)|pod_(label|container|annotation))/;
const ofMeshedPod = /^__meta_kubernetes_((service|endpoints)_(label|annotation)|pod_(label|container))/;

/** Which labels of discovery are all named: a mesh adds annotations that tell Prometheus where its side-car answers. */
function knownOf(cluster: Cluster, pods: Pods): RegExp {
  const all = cluster.derived(knownByPods);
  const known = all.get(pods) ?? (isMeshed(cluster, pods) ? ofMeshedPod : ofPod);
  all.set(pods, known);
  return known;
}

const knownByPods = () => new Map<Pods, RegExp>();

function isMeshed(cluster: Cluster, { namespace, labels, annotations }: Pods): boolean {
  const of = cluster.find("Namespace", "", namespace);
  return [labels, annotations, of?.labels ?? {}, of?.annotations ?? {}]
    .flatMap(Object.keys)
    .some((name) => /istio|linkerd|kuma|consul/.test(name));
}

/** What discovery says of a Service. */
const serviceLabels = (service: Service): [string, Values][] => [
  ["__meta_kubernetes_namespace", [service.namespace ?? ""]],
  ["__meta_kubernetes_service_name", [service.name]],
  ...prefixed("__meta_kubernetes_service_label", service.labels),
  ...prefixed("__meta_kubernetes_service_annotation", service.annotations),
  // Endpoints have the name and the labels of their Service.
  ["__meta_kubernetes_endpoints_name", [service.name]],
  ...prefixed("__meta_kubernetes_endpoints_label", service.labels),
];

/** What discovery says of pods, and of the port that it found there. */
function podLabels({ labels, annotations, namespace, owner }: Pods, port: Partial<ContainerPort>): [string, Values][] {
  return [
    ["__meta_kubernetes_namespace", [namespace]],
    ["__meta_kubernetes_pod_name", owner.kind === "Pod" ? [owner.name] : open],
    ["__meta_kubernetes_pod_node_name", open],
    ["__meta_kubernetes_pod_phase", ["Running"]],
    ["__meta_kubernetes_pod_ready", ["true"]],
    ...(port.container?.name === undefined ? [] : one("__meta_kubernetes_pod_container_name", port.container.name)),
    ...(port.container?.image === undefined ? [] : one("__meta_kubernetes_pod_container_image", port.container.image)),
    ...(port.name === undefined ? [] : one("__meta_kubernetes_pod_container_port_name", port.name)),
    ...(port.number === undefined
      ? []
      : one("__meta_kubernetes_pod_container_port_number", port.container === undefined ? "" : String(port.number))),
    ...prefixed("__meta_kubernetes_pod_label", labels),
    ...prefixed("__meta_kubernetes_pod_annotation", annotations),
  ];
}

const one = (label: string, value: string): [string, Values][] => [[label, [value]]];

const endpointLabels = (port: string, kind: Values, name: Values): [string, Values][] =>
  ["endpoint", "endpointslice"].flatMap((role): [string, Values][] => [
    [`__meta_kubernetes_${role}_port_name`, [port]],
    [`__meta_kubernetes_${role}_port`, open],
    [`__meta_kubernetes_${role}_ready`, ["true"]],
    [`__meta_kubernetes_${role}_address_target_kind`, kind],
    [`__meta_kubernetes_${role}_address_target_name`, name],
  ]);

const scrape = (path: string, scheme: string): [string, Values][] => [
  ["__address__", open],
  ["__metrics_path__", [path]],
  ["__scheme__", [scheme]],
];

const labelled = (entries: readonly [string, Values][], known: RegExp): Labelled => ({
  labels: new Map(entries),
  rest: restOf(known),
});

/** How a place is asked. */
export interface Asked {
  readonly path: string;
  readonly scheme: string;
}

/** What Prometheus finds behind one port of a Service. */
export function behindPort(cluster: Cluster, service: Service, port: ServicePort, asked: Asked): readonly Candidate[] {
  const common = [...scrape(asked.path, asked.scheme), ...serviceLabels(service)];
  const pods = podsBehind(cluster, service);
  if (Object.keys(service.body.spec?.selector ?? {}).length === 0 && service.body.spec?.type !== "ExternalName") {
    const given = givenOf(cluster, service);
    const kind: Values = given === undefined ? open : [given.targetKind ?? ""];
    const known = labelled([...common, ...endpointLabels(port.name ?? "", kind, open)], ofService);
    // What is known not to be a pod has none of its labels.
    const labels: Labelled =
      given === undefined
        ? known
        : { ...known, rest: (label) => (label.startsWith("__meta_kubernetes_pod_") ? absent : known.rest(label)) };
    const number = port.targetPort ?? port.port;
    return [
      {
        service,
        outside: given?.answers ?? `the endpoints of Service ${service.namespace}/${service.name}`,
        ...(typeof number === "number" && { port: number }),
        ...(given && { program: given.program }),
        labels,
      },
    ];
  }
  return pods.flatMap((each): Candidate[] => {
    const found = behind(port, each);
    if (found === undefined) return [];
    const names = each.owner.kind === "Pod" ? [each.owner.name] : open;
    const own = [...podLabels(each, found), ...endpointLabels(port.name ?? "", ["Pod"], names)];
    return [{ service, ...place(each, found), labels: labelled([...common, ...own], knownOf(cluster, each)) }];
  });
}

/** What Prometheus finds at the ports that the containers of some pods declare. */
export function atPorts(
  cluster: Cluster,
  pods: Pods,
  ports: readonly ContainerPort[],
  asked: Asked,
): readonly Candidate[] {
  const known = knownOf(cluster, pods);
  return ports.map((port) => ({
    ...place(pods, port),
    labels: labelled([...scrape(asked.path, asked.scheme), ...podLabels(pods, port)], known),
  }));
}

const place = (pods: Pods, { container, number }: Partial<ContainerPort>) => ({
  pods,
  ...(container && { container }),
  ...(number !== undefined && { port: number }),
});

/** Everything that discovery of Services' endpoints finds in some namespaces. */
export const endpointsIn = (cluster: Cluster, namespaces: Iterable<string>, asked: Asked): readonly Candidate[] =>
  [...namespaces].flatMap((namespace) => {
    // Many jobs look into the same namespace.
    const known = cluster.derived(endpoints);
    const id = `${namespace} ${asked.scheme} ${asked.path}`;
    const found =
      known.get(id) ?? servicesIn(cluster, namespace).flatMap((service) => endpointsOf(cluster, service, asked));
    known.set(id, found);
    return found;
  });

/** By namespace and how they are asked. */
const endpoints = (): Map<string, readonly Candidate[]> => new Map();

/** Everything that it finds behind one Service. */
export function endpointsOf(cluster: Cluster, service: Service, asked: Asked): readonly Candidate[] {
  const ports = service.body.spec?.ports ?? [];
  const bound = ports.flatMap((port) => behindPort(cluster, service, port, asked));
  // Ports of containers that the Service does not name are found as well.
  const others = podsBehind(cluster, service).flatMap((pods) =>
    atPorts(
      cluster,
      pods,
      portsOf(pods).filter(
        ({ number }) => !bound.some((candidate) => candidate.pods === pods && candidate.port === number),
      ),
      asked,
    ).map((candidate) => ({
      ...candidate,
      service,
      labels: labelled(
        [...candidate.labels.labels, ...serviceLabels(service), ...endpointLabels("", ["Pod"], open)],
        knownOf(cluster, pods),
      ),
    })),
  );
  return [...bound, ...others];
}

/** Everything that discovery of pods finds in some namespaces. */
export const podsFound = (cluster: Cluster, namespaces: Iterable<string>, asked: Asked): readonly Candidate[] =>
  [...namespaces].flatMap((namespace) =>
    podsIn(cluster, namespace).flatMap((pods) => {
      const ports = portsOf(pods);
      return ports.length > 0
        ? atPorts(cluster, pods, ports, asked)
        : containersOf(pods.spec).map(({ container }) => ({
            pods,
            container,
            labels: labelled(
              [...scrape(asked.path, asked.scheme), ...podLabels(pods, { container })],
              knownOf(cluster, pods),
            ),
          }));
    }),
  );

/** Something of which only its address is known. */
export const somewhere = (outside: string, labels: readonly [string, Values][], asked: Asked): Candidate => ({
  outside,
  labels: {
    labels: new Map([...scrape(asked.path, asked.scheme), ...labels]),
    rest: (label) => (label.startsWith("__meta_") ? open : absent),
  },
});
