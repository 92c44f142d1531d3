import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Cluster } from "../../../lib/verify/model/cluster.ts";
import { rangeOf } from "../../../lib/verify/model/network/address-range.ts";
import { connection, type End, endOf } from "../../../lib/verify/model/network/network.ts";
import { podsOf } from "../../../lib/verify/model/pods/pods.ts";
import { readObject } from "../../../lib/verify/model/read-object.ts";
import type { World } from "../../../lib/verify/world.ts";
import { objects } from "../given.ts";

const meta = (kind: string, namespace: string, name: string, labels = {}) => ({
  kind,
  metadata: { name, namespace, labels },
});
const namespaces = ["x", "y"].map((name) => ({
  apiVersion: "v1",
  kind: "Namespace",
  metadata: { name, labels: { team: name } },
}));
const ports = [
  { name: "web", containerPort: 80 },
  { name: "names", containerPort: 53, protocol: "UDP" },
];
const pods = ["x", "y"].flatMap((namespace) =>
  ["a", "b"].map((name) => ({
    apiVersion: "v1",
    ...meta("Pod", namespace, name, { app: name }),
    spec: { containers: [{ name: "c", ports }] },
  })),
);
const host = {
  apiVersion: "v1",
  ...meta("Pod", "y", "host", { app: "host" }),
  spec: { hostNetwork: true, containers: [] },
};

/** Answers of connections `x/a > y/b 80`, under policies of namespace y unless they say otherwise. */
function answers(specs: readonly object[], questions: readonly string[], world: World = {}): string[] {
  const policies = specs.map((spec, index) => ({
    apiVersion: "networking.k8s.io/v1",
    ...meta("NetworkPolicy", "y", `p${index}`),
    spec,
  }));
  const given = [...namespaces, ...pods, host, ...policies].flatMap((each) => readObject(each, { file: "case" }));
  const cluster = new Cluster(given);
  const end = (text: string): End => {
    const range = rangeOf(text);
    const found = podsOf(cluster).find(({ namespace, owner }) => `${namespace}/${owner.name}` === text);
    if (found) return endOf(found, world);
    return { kind: "addresses", name: text, ...(range && { ranges: [range] }) };
  };
  return questions.map((question) => {
    const [from = "", , to = "", number, protocol = "TCP"] = question.split(" ");
    return connection(cluster, world, end(from), end(to), { number: Number(number), protocol }).answer;
  });
}

const all = { podSelector: {} };
const toB = ["x/a > y/b 80"];

describe("one policy", () => {
  it.each<[string, object, string, World?]>([
    ["no rule of ingress closes", all, "no"],
    ["an empty rule opens", { ...all, ingress: [{}] }, "yes"],
    ["an empty list of peers is none", { ...all, ingress: [{ from: [], ports: [] }] }, "yes"],
    ["egress: [] without types is a policy of ingress alone", { ...all, egress: [], ingress: [{}] }, "yes"],
    ["types without ingress leave ingress open", { ...all, policyTypes: ["Egress"] }, "yes"],
    ["a policy for other pods does not bind", { podSelector: { matchLabels: { app: "a" } } }, "yes"],
    ["a selector of pods means the own namespace", { ...all, ingress: [{ from: [{ podSelector: {} }] }] }, "no"],
    ["an empty selector of namespaces means all", { ...all, ingress: [{ from: [{ namespaceSelector: {} }] }] }, "yes"],
    [
      "both selectors of one peer must hold",
      {
        ...all,
        ingress: [
          { from: [{ namespaceSelector: { matchLabels: { team: "x" } }, podSelector: { matchLabels: { app: "b" } } }] },
        ],
      },
      "no",
    ],
    [
      "two peers are alternatives",
      {
        ...all,
        ingress: [
          {
            from: [
              { namespaceSelector: { matchLabels: { team: "x" } } },
              { podSelector: { matchLabels: { app: "b" } } },
            ],
          },
        ],
      },
      "yes",
    ],
    [
      "the API server labels namespaces with their names",
      {
        ...all,
        ingress: [
          {
            from: [
              {
                namespaceSelector: {
                  matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "In", values: ["x"] }],
                },
              },
            ],
          },
        ],
      },
      "yes",
    ],
    ["a peer that names nobody means nobody", { ...all, ingress: [{ from: [{}] }] }, "no"],
    ["a named port is the pod's", { ...all, ingress: [{ ports: [{ port: "web" }] }] }, "yes"],
    [
      "a named port of another protocol is not",
      { ...all, ingress: [{ ports: [{ port: "web", protocol: "UDP" }] }] },
      "no",
    ],
    ["a name that no container has is no port", { ...all, ingress: [{ ports: [{ port: "wep" }] }] }, "no"],
    ["a range has both ends", { ...all, ingress: [{ ports: [{ port: 79, endPort: 80 }] }] }, "yes"],
    ["a range ends", { ...all, ingress: [{ ports: [{ port: 70, endPort: 79 }] }] }, "no"],
    ["a port without number is any of its protocol", { ...all, ingress: [{ ports: [{ protocol: "TCP" }] }] }, "yes"],
    ["a port is TCP unless it says so", { ...all, ingress: [{ ports: [{}] }] }, "yes"],
    [
      "whether all addresses mean pods is not known",
      { ...all, ingress: [{ from: [{ ipBlock: { cidr: "0.0.0.0/0" } }] }] },
      "unknown",
    ],
    ["public addresses are no pods", { ...all, ingress: [{ from: [{ ipBlock: { cidr: "8.0.0.0/8" } }] }] }, "no"],
  ])("%s", (_, spec, answer) => expect(answers([spec], toB)).toEqual([answer]));

  it.each<[string, object, string]>([
    ["a block has its addresses", { cidr: "10.0.0.0/8" }, "yes"],
    ["but its exceptions", { cidr: "10.0.0.0/8", except: ["10.1.0.0/16"] }, "no"],
    ["and not others", { cidr: "10.2.0.0/16" }, "no"],
    ["nor those of another family", { cidr: "::/0" }, "no"],
  ])("of addresses: %s", (_, ipBlock, answer) =>
    expect(
      answers([{ ...all, egress: [{ to: [{ ipBlock }] }], policyTypes: ["Egress"] }], ["y/a > 10.1.2.3 443"]),
    ).toEqual([answer]),
  );

  it("reads addresses of IPv6", () =>
    expect(
      answers(
        [{ ...all, egress: [{ to: [{ ipBlock: { cidr: "fd00::/8", except: ["fd00:1::/32"] } }] }] }],
        ["y/a > fd00:2::1 443", "y/a > fd00:1::1 443"],
      ),
    ).toEqual(["yes", "no"]));

  it("knows pods on the network of their host by the addresses of nodes, and never binds them", () => {
    const nodes = { ...all, ingress: [{ from: [{ ipBlock: { cidr: "192.168.0.0/16" } }] }] };
    const world = { nodeCidrs: ["192.168.7.0/24"] };
    expect(answers([nodes], ["y/host > y/b 80", "x/a > y/host 80"], world)).toEqual(["yes", "yes"]);
    expect(answers([nodes], ["y/host > y/b 80"])).toEqual(["unknown"]);
    expect(answers([{ ...all, ingress: [{ from: [{ podSelector: {} }] }] }], ["y/host > y/b 80"], world)).toEqual([
      "no",
    ]);
  });

  it("lets a pod reach itself", () => expect(answers([all], ["y/b > y/b 80"])).toEqual(["yes"]));

  it("binds both ways", () =>
    expect(
      answers(
        [
          {
            ...all,
            policyTypes: ["Egress"],
            egress: [{ to: [{ namespaceSelector: { matchLabels: { team: "x" } } }] }],
          },
        ],
        ["y/a > x/a 80", "y/a > y/b 80"],
      ),
    ).toEqual(["yes", "no"]));
});

it("does not guess labels of a namespace that is not defined", () => {
  const given = (selector: string) => `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: p, namespace: here }
spec: { podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { ${selector} } } }] }] }
---
apiVersion: v1
kind: Pod
metadata: { name: a, namespace: elsewhere }
spec: { containers: [] }
---
apiVersion: v1
kind: Pod
metadata: { name: b, namespace: here }
spec: { containers: [] }
`;
  const answer = (selector: string, world: World) => {
    const cluster = new Cluster(objects(given(selector)));
    const [from, to] = podsOf(cluster);
    if (!from || !to) throw new Error("two pods are given");
    return connection(cluster, world, endOf(from, world), endOf(to, world), { number: 80, protocol: "TCP" }).answer;
  };
  expect(answer("team: a", {})).toBe("unknown");
  expect(answer("team: a", { complete: true })).toBe("no");
  expect(answer("kubernetes.io/metadata.name: elsewhere", {})).toBe("yes");
  expect(answer("kubernetes.io/metadata.name: here", {})).toBe("no");
});

describe("any policies", () => {
  const selector = fc.constantFrom(
    {},
    { matchLabels: { app: "a" } },
    { matchLabels: { app: "b" } },
    { matchLabels: { team: "x" } },
  );
  const peer = fc.oneof(
    fc.record({ podSelector: selector }),
    fc.record({ namespaceSelector: selector }),
    fc.record({ podSelector: selector, namespaceSelector: selector }),
    fc.constantFrom({ ipBlock: { cidr: "10.0.0.0/8" } }, { ipBlock: { cidr: "0.0.0.0/0", except: ["10.0.0.0/8"] } }),
  );
  const port = fc.constantFrom(
    { port: 80 },
    { port: "web" },
    { port: "names", protocol: "UDP" },
    { port: 1, endPort: 99 },
    {},
  );
  const list = <T>(of: fc.Arbitrary<T>) => fc.array(of, { maxLength: 2 });
  const ingress = fc.record({ from: list(peer), ports: list(port) });
  const egress = fc.record({ to: list(peer), ports: list(port) });
  const policy = fc.record(
    {
      podSelector: selector,
      ingress: list(ingress),
      egress: list(egress),
      policyTypes: fc.constantFrom(["Ingress"], ["Egress"], ["Ingress", "Egress"]),
    },
    { requiredKeys: ["podSelector"] },
  );
  const ends = ["x/a", "y/a", "y/b", "10.0.0.1", "8.8.8.8"];
  const questions = ends.flatMap((from) =>
    ends.filter((to) => to !== from).flatMap((to) => [`${from} > ${to} 80`, `${from} > ${to} 53 UDP`]),
  );
  const rank = { no: 0, unknown: 1, yes: 2 } as Record<string, number>;

  it("say the same in any order", () =>
    fc.assert(
      fc.property(list(policy), (some) => {
        expect(answers(some.toReversed(), questions)).toEqual(answers(some, questions));
      }),
    ));

  it("close nothing by one more rule", () =>
    fc.assert(
      fc.property(policy, ingress, list(policy), (one, rule, others) => {
        const bound = { ...one, policyTypes: ["Ingress"] };
        const before = answers([{ ...bound, ingress: [] }, ...others], questions);
        const after = answers([{ ...bound, ingress: [rule] }, ...others], questions);
        for (const [index, answer] of after.entries())
          expect(rank[answer]).toBeGreaterThanOrEqual(rank[before[index] ?? ""] ?? 0);
      }),
    ));

  it("open nothing by a policy without rules, which alone closes all", () =>
    fc.assert(
      fc.property(list(policy), (some) => {
        const closed = answers([...some, { podSelector: {}, policyTypes: ["Ingress", "Egress"] }], questions);
        for (const [index, answer] of answers(some, questions).entries())
          expect(rank[closed[index] ?? ""]).toBeLessThanOrEqual(rank[answer] ?? 2);
        const alone = answers([{ podSelector: {}, policyTypes: ["Ingress", "Egress"] }], questions);
        for (const [index, answer] of alone.entries())
          expect(answer).toBe(questions[index]?.includes("y/") ? "no" : "yes");
      }),
    ));
});
