import type { Cluster } from "../cluster.ts";
import type { Known } from "../manifest.ts";
import type { Pods } from "../pods/pod.ts";
import { selects } from "../selector.ts";

export type Direction = "ingress" | "egress";

type Spec = NonNullable<Known<"NetworkPolicy">["body"]["spec"]>;
export type PolicyPeer = NonNullable<NonNullable<Spec["ingress"]>[number]["from"]>[number];
export type PolicyPort = NonNullable<NonNullable<Spec["ingress"]>[number]["ports"]>[number];

/** What one rule of a policy lets through: from or to any of the peers, at any of the ports. */
export interface PolicyRule {
  /** `spec.ingress[0]`. */
  readonly field: string;
  /** Nothing where it says nothing, which means everybody. */
  readonly peers?: readonly PolicyPeer[];
  /** Nothing where it says nothing, which means all ports. */
  readonly ports?: readonly PolicyPort[];
}

/** A NetworkPolicy as the API server completes it. */
export interface Policy {
  readonly object: Known<"NetworkPolicy">;
  readonly namespace: string;
  /** The directions in which it binds the pods that it selects. */
  readonly directions: readonly Direction[];
  readonly rules: Readonly<Record<Direction, readonly PolicyRule[]>>;
}

/** All policies. */
export const policiesOf = (cluster: Cluster): readonly Policy[] => cluster.derived(policiesIn).all;

/** The policies that select pods, in whatever direction; none selects pods on the network of their host. */
export function policiesOn(cluster: Cluster, pods: Pods): readonly Policy[] {
  if (pods.spec.hostNetwork) return [];
  const { known, byLabel } = cluster.derived(policiesIn);
  const found = known.get(pods);
  if (found) return found;
  const candidates = [
    ...(byLabel.get(key(pods.namespace)) ?? []),
    ...Object.entries(pods.labels).flatMap(([label, value]) => byLabel.get(key(pods.namespace, label, value)) ?? []),
  ];
  const selecting = candidates.filter(({ object }) => selects(object.body.spec?.podSelector ?? {}, pods.labels));
  known.set(pods, selecting);
  return selecting;
}

interface Index {
  readonly all: readonly Policy[];
  /** By namespace and the first label of the selector, or by namespace alone where it asks for no label. */
  readonly byLabel: ReadonlyMap<string, readonly Policy[]>;
  readonly known: Map<Pods, readonly Policy[]>;
}

function policiesIn(cluster: Cluster): Index {
  const all = cluster.all("NetworkPolicy").map(policyOf);
  const byLabel = new Map<string, Policy[]>();
  for (const policy of all) {
    const [first] = Object.entries(policy.object.body.spec?.podSelector?.matchLabels ?? {});
    const id = first ? key(policy.namespace, ...first) : key(policy.namespace);
    const found = byLabel.get(id);
    if (found) found.push(policy);
    else byLabel.set(id, [policy]);
  }
  return { all, byLabel, known: new Map() };
}

const key = (...parts: readonly string[]) => parts.join("\n");

function policyOf(object: Known<"NetworkPolicy">): Policy {
  const { ingress = [], egress = [], policyTypes = [] } = object.body.spec ?? {};
  return {
    object,
    namespace: object.namespace ?? "default",
    directions: directionsOf(policyTypes, egress.length > 0),
    rules: {
      ingress: ingress.map(({ from, ports }, index) => ruleOf(`spec.ingress[${index}]`, from, ports)),
      egress: egress.map(({ to, ports }, index) => ruleOf(`spec.egress[${index}]`, to, ports)),
    },
  };
}

/**
 * Where a policy names no type it is one of ingress, and of egress where it has rules of egress: `egress: []` alone binds nothing.
 *
 * Source: Kubernetes 1.34, pkg/apis/networking/v1/defaults.go, SetDefaults_NetworkPolicy.
 */
const directionsOf = (types: readonly string[], hasEgress: boolean): readonly Direction[] =>
  types.length === 0
    ? ["ingress", ...(hasEgress ? (["egress"] as const) : [])]
    : (["ingress", "egress"] as const).filter((direction) => types.some((type) => type.toLowerCase() === direction));

/** Empty lists are as absent ones: no restriction. */
const ruleOf = (field: string, peers: readonly PolicyPeer[] = [], ports: readonly PolicyPort[] = []): PolicyRule => ({
  field,
  ...(peers.length > 0 && { peers }),
  ...(ports.length > 0 && { ports }),
});
