import fc from "fast-check";
import type { KubernetesObject } from "../../live/kubectl.ts";
import type { Scene } from "./scene.ts";

interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: string[];
  }[];
}

interface Peer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}

/** What one port of a rule says. */
export interface CasePort {
  readonly port?: number | string;
  readonly endPort?: number;
  readonly protocol?: string;
}

/** What one rule says, with its peers under the same name in both directions. */
export interface CaseRule {
  readonly peers?: readonly Peer[];
  readonly ports?: readonly CasePort[];
}

/** A policy as the cases write it. */
export interface CasePolicy {
  /** The scene's own name of it. */
  readonly namespace: string;
  readonly podSelector: Selector;
  readonly policyTypes?: readonly string[];
  readonly ingress?: readonly CaseRule[];
  readonly egress?: readonly CaseRule[];
}

/** Some policies that stand together. */
export interface NetworkCase {
  readonly name: string;
  readonly policies: readonly CasePolicy[];
}

/** Cases that somebody thought of, and as many drawn by lot as are missing; always the same ones. */
export function networkCases(scene: Scene, count: number, seed = 20_261_123): readonly NetworkCase[] {
  const odd = oddCases(scene);
  const drawn = fc.sample(policiesAt(scene), { numRuns: Math.max(0, count - odd.length), seed });
  return [...odd, ...drawn.map((policies, index) => ({ name: `drawn ${index}`, policies }))].slice(0, count);
}

/** A case's policies as objects; each namespace numbers its own. */
export function policyObjects(scene: Scene, policies: readonly CasePolicy[]): KubernetesObject[] {
  const count = new Map<string, number>();
  return policies.map(({ namespace, ingress, egress, ...spec }) => {
    const number = count.get(namespace) ?? 0;
    count.set(namespace, number + 1);
    return {
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name: `p${number}`, namespace: scene.namespace(namespace) },
      spec: {
        ...spec,
        ...(ingress && { ingress: ingress.map(({ peers, ports }) => rule({ from: peers, ports })) }),
        ...(egress && { egress: egress.map(({ peers, ports }) => rule({ to: peers, ports })) }),
      },
    };
  });
}

const rule = (parts: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));

const labelled = (key: string, value: string): Selector => ({ matchLabels: { [key]: value } });
const where = (key: string, operator: string, ...values: string[]): Selector => ({
  matchExpressions: [{ key, operator, ...(values.length > 0 && { values }) }],
});

/** One by one what the API's documentation says in words, and what it does not. */
function oddCases(scene: Scene): NetworkCase[] {
  const everyPod = { namespace: "y", podSelector: {} };
  const into = (...ingress: CaseRule[]) => [{ ...everyPod, ingress }];
  const outOf = (...egress: CaseRule[]) => [{ ...everyPod, policyTypes: ["Egress"], egress }];
  const team = (name: string) => ({ namespaceSelector: labelled("team", name) });
  const block = (cidr: string, ...except: string[]) => ({
    ipBlock: { cidr, ...(except.length > 0 && { except }) },
  });
  const alone = (pod: string) => `${scene.address(pod)}/32`;
  const cases: Readonly<Record<string, CasePolicy[]>> = {
    "no policy": [],
    "no rule": into(),
    "an empty rule": into({}),
    "empty lists": into({ peers: [], ports: [] }),
    "egress: [] without types": [{ ...everyPod, egress: [], ingress: [{}] }],
    "egress: [] without types or ingress": [{ ...everyPod, egress: [] }],
    "egress without types": [{ ...everyPod, egress: [{ peers: [team("x")] }] }],
    "types of egress, rules of ingress": [{ ...everyPod, policyTypes: ["Egress"], ingress: [{}] }],
    "types of ingress, rules of egress": [{ ...everyPod, policyTypes: ["Ingress"], egress: [{}] }],
    "types of both, no rules": [{ ...everyPod, policyTypes: ["Ingress", "Egress"] }],
    "types of both, rules of ingress": [{ ...everyPod, policyTypes: ["Ingress", "Egress"], ingress: [{}] }],
    "types of both, rules of egress": [
      { ...everyPod, policyTypes: ["Ingress", "Egress"], egress: [{ ports: [{ port: 8081 }] }] },
    ],
    "pods of the own namespace": into({ peers: [{ podSelector: {} }] }),
    "all namespaces": into({ peers: [{ namespaceSelector: {} }] }),
    "one namespace by its given label": into({
      peers: [{ namespaceSelector: where("kubernetes.io/metadata.name", "In", scene.namespace("x")) }],
    }),
    "both selectors": into({ peers: [{ ...team("x"), podSelector: labelled("app", "b") }] }),
    "either selector": into({ peers: [team("x"), { podSelector: labelled("app", "b") }] }),
    "a label that a pod lacks is not in": into({ peers: [{ podSelector: where("tier", "NotIn", "front") }] }),
    "a label does not exist": into({ peers: [{ ...team("y"), podSelector: where("tier", "DoesNotExist") }] }),
    "a namespace without a label": into({ peers: [{ namespaceSelector: where("stage", "DoesNotExist") }] }),
    "selects by two expressions": [
      {
        namespace: "x",
        podSelector: {
          matchExpressions: [
            { key: "tier", operator: "Exists" },
            { key: "app", operator: "NotIn", values: ["a"] },
          ],
        },
        ingress: [],
      },
    ],
    "a number": into({ ports: [{ port: 8081 }] }),
    "a range": into({ ports: [{ port: 8081, endPort: 8082 }] }),
    "a range of one": into({ ports: [{ port: 8081, endPort: 8081 }] }),
    "a range of egress": outOf({ ports: [{ port: 8000, endPort: 8080 }] }),
    "another protocol": into({ ports: [{ port: 8080, protocol: "UDP" }] }),
    "a protocol alone": into({ ports: [{ protocol: "TCP" }] }),
    "another protocol alone": into({ ports: [{ protocol: "UDP" }] }),
    "an empty port": into({ ports: [{}] }),
    "a named port": into({ ports: [{ port: "web" }] }),
    "a named port to some": into({ peers: [team("x")], ports: [{ port: "web" }] }),
    "a name that no pod has": into({ ports: [{ port: "wep" }] }),
    "a name that no pod has, to some": into({ peers: [team("x")], ports: [{ port: "wep" }] }),
    "a name that no pod has, and a number, to some": into({
      peers: [team("x")],
      ports: [{ port: "wep" }, { port: 8081 }],
    }),
    "a named port of another protocol, to some": into({
      peers: [team("x")],
      ports: [{ port: "web", protocol: "UDP" }],
    }),
    "a named port out": outOf({ ports: [{ port: "web" }] }),
    "a named port out to some": outOf({ peers: [team("x")], ports: [{ port: "web" }] }),
    "a name that no pod has, out": outOf({ ports: [{ port: "wep" }] }),
    "a name that no pod has, out to some": outOf({ peers: [team("x")], ports: [{ port: "wep" }] }),
    "a named port out to an address": outOf({ peers: [block(alone("x/a"))], ports: [{ port: "web" }] }),
    "a named port in from an address": into({ peers: [block(alone("x/a"))], ports: [{ port: "web" }] }),
    "a name that no pod has, out to an address": outOf({ peers: [block(alone("x/a"))], ports: [{ port: "wep" }] }),
    "a name that some have not": [
      { namespace: "x", podSelector: {}, ingress: [{ peers: [team("y")], ports: [{ port: "admin" }] }] },
    ],
    "an address": into({ peers: [block(alone("x/a"))] }),
    "an address at a port": into({ peers: [block(alone("x/a"))], ports: [{ port: 8081 }] }),
    "all addresses": into({ peers: [block("0.0.0.0/0")] }),
    "all addresses but one": into({ peers: [block("0.0.0.0/0", alone("x/a"))] }),
    "all addresses but one, out": outOf({ peers: [block("0.0.0.0/0", alone("x/b"))] }),
    "an exception that another rule has": into(
      { peers: [block("0.0.0.0/0", alone("x/a"))] },
      { peers: [block(alone("x/a"))], ports: [{ port: 8080 }] },
    ),
    "an exception that another peer has": into({
      peers: [block("0.0.0.0/0", alone("x/a")), { ...team("x"), podSelector: labelled("app", "a") }],
    }),
    "an exception that another policy has": [
      ...into({ peers: [block("0.0.0.0/0", alone("x/a"))] }),
      ...into({ peers: [team("x")], ports: [{ port: 8082 }] }),
    ],
    "addresses of others": into({ peers: [block("203.0.113.0/24")] }),
    "addresses of nobody and a selector": outOf({ peers: [block("203.0.113.0/24"), { podSelector: {} }] }),
    "a policy for some and one for all": [
      { namespace: "y", podSelector: {}, policyTypes: ["Ingress", "Egress"] },
      { namespace: "y", podSelector: labelled("app", "b"), ingress: [{ peers: [team("z")] }] },
    ],
    "ports of one rule and peers of another do not mix": into(
      { peers: [team("x")], ports: [{ port: 8080 }] },
      { peers: [team("z")], ports: [{ port: 8081 }] },
    ),
    "out of one and into the other": [
      { namespace: "x", podSelector: {}, policyTypes: ["Egress"], egress: [{ peers: [team("y")] }] },
      { namespace: "y", podSelector: {}, ingress: [{ peers: [team("x")], ports: [{ port: 8081 }] }] },
    ],
    "out of one, into the other at different ports": [
      { namespace: "x", podSelector: {}, policyTypes: ["Egress"], egress: [{ ports: [{ port: 8080 }] }] },
      { namespace: "y", podSelector: {}, ingress: [{ ports: [{ port: 8081 }] }] },
    ],
  };
  return Object.entries(cases).map(([name, policies]) => ({ name, policies }));
}

/** Policies by lot: valid as the API server takes them, and most of them of use. */
function policiesAt(scene: Scene): fc.Arbitrary<CasePolicy[]> {
  const list = <T>(of: fc.Arbitrary<T>, minLength = 0) => fc.array(of, { minLength, maxLength: 2 });
  const selector = fc.constantFrom<Selector>(
    {},
    labelled("app", "a"),
    labelled("app", "b"),
    labelled("tier", "front"),
    where("tier", "In", "front", "back"),
    where("tier", "NotIn", "front"),
    where("tier", "DoesNotExist"),
    { ...labelled("app", "a"), ...where("tier", "Exists") },
  );
  const ofNamespaces = fc.constantFrom<Selector>(
    {},
    labelled("team", "x"),
    labelled("team", "y"),
    where("team", "NotIn", "x"),
    where("stage", "Exists"),
    where("kubernetes.io/metadata.name", "In", scene.namespace("x"), scene.namespace("z")),
  );
  const alone = fc.constantFrom("x/a", "x/b", "y/a", "z/c").map((pod) => `${scene.address(pod)}/32`);
  const ipBlock = fc.oneof(
    alone.map((cidr) => ({ cidr })),
    alone.map((cidr) => ({ cidr: "0.0.0.0/0", except: [cidr] })),
    fc.constant({ cidr: "203.0.113.0/24" }),
  );
  const peer = fc.oneof(
    { arbitrary: fc.record({ podSelector: selector }), weight: 2 },
    { arbitrary: fc.record({ namespaceSelector: ofNamespaces }), weight: 3 },
    { arbitrary: fc.record({ namespaceSelector: ofNamespaces, podSelector: selector }), weight: 3 },
    { arbitrary: fc.record({ ipBlock }), weight: 3 },
  );
  const port = fc.constantFrom<CasePort>(
    { port: 8080 },
    { port: 8081, protocol: "TCP" },
    { port: 8082 },
    { port: 8080, endPort: 8081 },
    { port: 1, endPort: 65_535 },
    { port: "web" },
    { port: "metrics" },
    { port: "admin" },
    { port: "wep" },
    { port: 8080, protocol: "UDP" },
  );
  const caseRule = fc.record({ peers: list(peer), ports: list(port) }, { requiredKeys: [] });
  const policy = fc.record(
    {
      namespace: fc.constantFrom("x", "y", "z"),
      podSelector: selector,
      policyTypes: fc.constantFrom(["Ingress"], ["Egress"], ["Ingress", "Egress"]),
      ingress: list(caseRule),
      egress: list(caseRule),
    },
    { requiredKeys: ["namespace", "podSelector"] },
  );
  return fc.array(policy, { minLength: 1, maxLength: 3 });
}
