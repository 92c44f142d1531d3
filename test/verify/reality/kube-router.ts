import { selects } from "../../../lib/verify/model/selector.ts";
import { openIn } from "./expected.ts";
import type { CasePolicy, CasePort, CaseRule } from "./network-cases.ts";
import { type Scene, type ScenePod, scenePods } from "./scene.ts";

/**
 * Something that kube-router 2.2 does otherwise than the documentation of the API has it. Source of all:
 * pkg/controllers/netpol/policy.go, and what runs show.
 */
export interface Deviation {
  readonly what: string;
  /** The rules by which it would be right. */
  readonly as?: (rule: CaseRule, at: Position) => readonly CaseRule[];
  /** Connections that one policy lets through, whatever others say. */
  readonly opens?: (policy: CasePolicy, scene: Scene) => Iterable<string>;
}

/** Where a rule stands. */
interface Position {
  readonly scene: Scene;
  readonly policy: CasePolicy;
  readonly direction: "egress" | "ingress";
}

/** All that are known. */
export const deviations: readonly Deviation[] = [
  {
    // The pods' ports are looked up first, and what then has no ports left is as if it had never named any.
    what: "a rule for some pods whose ports are all names that none of them has opens every port",
    as: (rule, at) => {
      const { peers = [], ports = [] } = rule;
      const named = ports.filter(isNamed);
      if (peers.length === 0 || ports.length === 0 || named.length < ports.length) return [rule];
      const asked = at.direction === "ingress" ? targetsOf(at) : pods(peers, at);
      if (named.some((port) => numbersOf(port, asked).length > 0)) return [rule];
      return [{ peers: peers.filter(({ ipBlock }) => !ipBlock) }, { peers: peers.filter(isBlock), ports }].filter(
        (each) => each.peers.length > 0,
      );
    },
  },
  {
    what: "a named port does not open the way out to a block of addresses",
    as: (rule, { direction }) => {
      const { peers = [], ports = [] } = rule;
      if (direction === "ingress" || !peers.some(isBlock) || !ports.some(isNamed)) return [rule];
      const others = { peers: peers.filter((peer) => !isBlock(peer)), ports };
      const blocks = { peers: peers.filter(isBlock), ports: ports.filter((port) => !isNamed(port)) };
      return [others, blocks].filter((each) => each.peers.length > 0 && each.ports.length > 0);
    },
  },
  {
    // It cannot tell where it leads, and takes the numbers that the pods of the policy's own namespace give to the name.
    what: "a named port of a way out to everybody is a number, whoever has it",
    as: (rule, at) => {
      const { peers = [], ports = [] } = rule;
      if (at.direction === "ingress" || peers.length > 0 || !ports.some(isNamed)) return [rule];
      const own = scenePods.filter(({ namespace }) => namespace === at.policy.namespace);
      const numbers = ports.flatMap((port) =>
        isNamed(port) ? numbersOf(port, own).map((number) => ({ ...port, port: number })) : [port],
      );
      return numbers.length > 0 ? [{ ports: numbers }] : [];
    },
  },
  {
    // All rules of a policy stand in one chain, through which a packet goes at both of its ends.
    what: "a policy of both directions needs a rule of one only, between pods that it selects",
    opens: (policy, scene) => {
      const types = typesOf(policy);
      if (types.length < 2) return [];
      const own = new Set(targetsOf({ policy }).map(({ namespace, name }) => `${namespace}/${name}`));
      return types.flatMap((type) =>
        [...openIn(scene, [{ ...policy, policyTypes: [type] }])].filter((each) => {
          const [from = "", , to = ""] = each.split(" ");
          return own.has(from) && own.has(to);
        }),
      );
    },
  },
];

/** The connections that are open in kube-router's reading, with some of its deviations or all of them. */
export function openInKubeRouter(
  scene: Scene,
  policies: readonly CasePolicy[],
  taken: readonly Deviation[] = deviations,
): ReadonlySet<string> {
  const read = policies.map((policy) => {
    const rewritten = (direction: "egress" | "ingress") =>
      policy[direction] && {
        [direction]: taken.reduce<readonly CaseRule[]>(
          (rules, { as }) => (as ? rules.flatMap((rule) => as(rule, { scene, policy, direction })) : rules),
          policy[direction],
        ),
      };
    return { ...policy, policyTypes: typesOf(policy), ...rewritten("ingress"), ...rewritten("egress") };
  });
  const more = taken.flatMap(({ opens }) => (opens ? read.flatMap((policy) => [...opens(policy, scene)]) : []));
  return new Set([...openIn(scene, read), ...more]);
}

/** As the API server fills them in. */
const typesOf = ({ policyTypes, egress = [] }: CasePolicy): readonly string[] =>
  policyTypes ?? ["Ingress", ...(egress.length > 0 ? ["Egress"] : [])];

type Peer = NonNullable<CaseRule["peers"]>[number];

const isNamed = ({ port }: CasePort) => typeof port === "string";
const isBlock = ({ ipBlock }: Peer) => ipBlock !== undefined;

/** The pods that a rule's policy selects. */
const targetsOf = ({ policy: { namespace, podSelector } }: Pick<Position, "policy">): readonly ScenePod[] =>
  scenePods.filter((pod) => pod.namespace === namespace && selects(podSelector, pod.labels));

/** The pods that some peers select. */
const pods = (peers: readonly Peer[], { scene, policy }: Position): readonly ScenePod[] =>
  scenePods.filter(({ namespace, labels }) =>
    peers.some(({ podSelector = {}, namespaceSelector, ipBlock }) => {
      if (ipBlock) return false;
      const isThere = namespaceSelector
        ? selects(namespaceSelector, scene.labelsOf(namespace))
        : namespace === policy.namespace;
      return isThere && selects(podSelector, labels);
    }),
  );

/** What some pods mean by the name of a port. */
const numbersOf = ({ port, protocol = "TCP" }: CasePort, among: readonly ScenePod[]): readonly number[] =>
  among.flatMap(({ ports }) =>
    ports
      .filter(({ name, protocol: own = "TCP" }) => name === port && own === protocol)
      .map(({ containerPort }) => containerPort),
  );
