import type { Cluster } from "../model/cluster.ts";
import { near } from "../model/near.ts";
import { behind, podsBehind, portsOf } from "../model/network/discovery.ts";
import { peerSelects } from "../model/network/network.ts";
import {
  type Direction,
  type Policy,
  type PolicyPort,
  type PolicyRule,
  policiesOf,
} from "../model/network/policies.ts";
import type { Pods } from "../model/pods/pod.ts";
import { containersOf, podsOf, podsSelectedIn } from "../model/pods/pods.ts";
import type { Rule } from "../rule.ts";
import type { World } from "../world.ts";

/** A port of a NetworkPolicy that is surely not one of the pods: a name that none has, or the port of their Service. */
export const policyPortNobodyListensOn: Rule = {
  id: "policy-port-nobody-listens-on",
  topic: "reachability",
  severity: "warning",
  sentence: "A NetworkPolicy names ports of pods, which are not those of their Services.",
  why: "The connection that was to be let through is not: policies see a packet after a Service has been translated.",
  remedy: "name the port at which the pods themselves listen",
  *check(cluster, world) {
    const translated = cluster.derived(portsOfServices);
    for (const policy of policiesOf(cluster))
      for (const direction of ["ingress", "egress"] as const)
        for (const rule of policy.rules[direction]) {
          if (rule.ports === undefined) continue;
          const pods = listeners(cluster, world, policy, direction, rule);
          if (pods.length === 0) continue;
          for (const [index, port] of rule.ports.entries()) {
            const wrong = complaint(port, pods, translated);
            if (wrong)
              yield {
                object: policy.object,
                field: `${rule.field}.ports[${index}].port`,
                value: String(port.port),
                ...wrong,
              };
          }
        }
  },
};

/** The pods that are connected to; none where it may be others as well. */
function listeners(
  cluster: Cluster,
  world: World,
  { namespace, object }: Policy,
  direction: Direction,
  { peers }: PolicyRule,
): readonly Pods[] {
  if (direction === "ingress") return podsSelectedIn(cluster, namespace, object.body.spec?.podSelector ?? {});
  // Pods of other namespaces than the own one or a named one are too many to be sure of.
  const names = (peers ?? []).map(({ ipBlock, namespaceSelector }) =>
    ipBlock
      ? undefined
      : namespaceSelector === undefined
        ? namespace
        : namespaceSelector.matchLabels?.["kubernetes.io/metadata.name"],
  );
  if (names.length === 0 || names.some((name) => name === undefined || !cluster.defines(name))) return [];
  return (peers ?? []).flatMap((peer, index) =>
    podsSelectedIn(cluster, names[index] ?? "", peer.podSelector ?? {}).filter(
      (pods) => peerSelects(cluster, world, namespace, peer, pods) === "yes",
    ),
  );
}

function complaint(
  { port, endPort, protocol = "TCP" }: PolicyPort,
  pods: readonly Pods[],
  translated: ReadonlyMap<Pods, readonly Translated[]>,
): { what: string; remedy?: string } | undefined {
  const declared = pods.flatMap(({ spec }) => containersOf(spec).flatMap(({ container }) => container.ports ?? []));
  const own = declared.filter((each) => (each.protocol ?? "TCP") === protocol);
  if (typeof port === "string") {
    const names = own.flatMap(({ name }) => name ?? []);
    return names.includes(port)
      ? undefined
      : { what: `no container of the pods names a port so, of protocol ${protocol}`, ...near(port, names) };
  }
  if (port === undefined || endPort !== undefined || own.some(({ containerPort }) => containerPort === port))
    return undefined;
  const meant = pods.map((each) =>
    translated.get(each)?.find((service) => service.port === port && service.protocol === protocol),
  );
  const [first] = meant;
  // Each of them: another may listen there without saying so.
  return first && meant.every((each) => each !== undefined)
    ? {
        what: `it is the port of Service ${first.service}, behind which the pods listen at ${first.number}`,
        remedy: `write ${first.number}`,
      }
    : undefined;
}

interface Translated {
  readonly service: string;
  readonly port: number;
  readonly protocol: string;
  /** The port of the pods. */
  readonly number: number;
}

/** Ports that Services translate to others of their pods. */
function portsOfServices(cluster: Cluster): ReadonlyMap<Pods, readonly Translated[]> {
  const found = new Map<Pods, Translated[]>(podsOf(cluster).map((pods) => [pods, []]));
  for (const service of cluster.all("Service"))
    for (const pods of podsBehind(cluster, service))
      for (const declared of service.body.spec?.ports ?? []) {
        const number = behind(declared, pods)?.number;
        const { port, protocol = "TCP" } = declared;
        if (port === undefined || number === undefined || number === port || portsOf(pods).length === 0) continue;
        found.get(pods)?.push({ service: `${service.namespace}/${service.name}`, port, protocol, number });
      }
  return found;
}
