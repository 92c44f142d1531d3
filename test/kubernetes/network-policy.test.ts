import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allowConnections, type Connection } from "../../lib/kubernetes/network-policy.ts";
import { type Endpoint, Peer, type PeerProps } from "../../lib/kubernetes/peer.ts";
import type { Kinds, Manifest } from "../charts/rendered.ts";
import { made, somewhere } from "./made.ts";

type Policy = Manifest & Kinds["NetworkPolicy"];

const network = { nodeCidrs: ["10.0.0.0/24", "10.0.1.0/24"] };
const http = { name: "http", number: 80 };
const https = { name: "https", number: 443 };
const footprint = { pods: 1, millicores: 1, bytes: 1, limitBytes: 1 };

const scope = somewhere();
let count = 0;
const peer = (name: string, props: Partial<PeerProps> = {}) =>
  new Peer(scope, `peer-${count++}`, { name, namespace: "apps", selector: { app: name }, footprint, ...props });

function policies(peers: readonly Peer[], connections: readonly Connection[]): Map<string, Policy["spec"]> {
  const objects = made((chart) => allowConnections(chart, peers, connections, network)) as Policy[];
  return new Map(objects.map(({ metadata, spec }) => [metadata.name, spec]));
}

const pods = (app: string, namespace = "apps") => ({
  namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } },
  podSelector: { matchLabels: { app } },
});
const tcp = (port: number) => [{ port, protocol: "TCP" }];
const nodes = network.nodeCidrs.map((cidr) => ({ ipBlock: { cidr } }));

it("opens both sides of a connection, and nothing else", () => {
  const [client, server] = [peer("client"), peer("server", { namespace: "data" })];
  const made = policies([client, server], [{ from: client, to: server.endpoint(http) }]);
  const policyTypes = ["Egress", "Ingress"];
  expect(made.get("client")).toEqual({
    podSelector: { matchLabels: { app: "client" } },
    policyTypes,
    egress: [{ to: [pods("server", "data")], ports: tcp(80) }],
  });
  expect(made.get("server")).toEqual({
    podSelector: { matchLabels: { app: "server" } },
    policyTypes,
    ingress: [{ from: [pods("client")], ports: tcp(80) }],
  });
});

describe("peers on the network of their host", () => {
  const agent = peer("agent", { hostNetwork: true });
  const server = peer("server");

  it("have no policy, since none would bind them", () => expect([...policies([agent], []).keys()]).toEqual([]));

  it("are reached through the addresses of the nodes", () =>
    expect(policies([agent, server], [{ from: server, to: agent.endpoint(http) }]).get("server")?.egress).toEqual([
      { to: nodes, ports: tcp(80) },
    ]));

  it("come from the addresses of the nodes", () =>
    expect(policies([agent, server], [{ from: agent, to: server.endpoint(http) }]).get("server")?.ingress).toEqual([
      { from: nodes, ports: tcp(80) },
    ]));
});

describe("addresses", () => {
  const client = peer("client");
  const egress = (to: Endpoint) => policies([client], [{ from: client, to }]).get("client")?.egress;
  const internet = {
    kind: "addresses",
    name: "internet",
    cidrs: ["0.0.0.0/0"],
    except: ["10.0.0.0/8"],
    ports: [https],
  } as const;

  it("leave out what is excepted", () =>
    expect(egress(internet)).toEqual([
      { to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["10.0.0.0/8"] } }], ports: tcp(443) },
    ]));

  it("leave it out of all addresses only: the API server refuses what does not lie within the block", () =>
    expect(egress({ ...internet, cidrs: ["0.0.0.0/0", "192.0.2.0/24"] })?.[0]?.to).toEqual([
      { ipBlock: { cidr: "0.0.0.0/0", except: ["10.0.0.0/8"] } },
      { ipBlock: { cidr: "192.0.2.0/24" } },
    ]));
});

it("lets replicas of one peer talk to one another, over either protocol", () => {
  const mesh = peer("mesh");
  const ports = [http, { name: "gossip", number: 9094, protocol: "UDP" }] as const;
  const expected = [...tcp(80), { port: 9094, protocol: "UDP" }];
  expect(policies([mesh], [{ from: mesh, to: mesh.endpoint(...ports) }]).get("mesh")).toMatchObject({
    egress: [{ to: [pods("mesh")], ports: expected }],
    ingress: [{ from: [pods("mesh")], ports: expected }],
  });
});

it("admits whom a peer names, at the ports that it names", () => {
  const gateway = { namespace: "ingress", labels: { app: "gateway" } };
  const server = peer("server", { admits: [{ ...gateway, ports: [http] }] });
  expect(policies([server], []).get("server")?.ingress).toEqual([
    { from: [pods("gateway", "ingress")], ports: tcp(80) },
  ]);
});

it("says the same only once, however often it is declared", () => {
  const [client, server] = [peer("client"), peer("server")];
  const connection = { from: client, to: server.endpoint(http) };
  const made = policies([client, server], [connection, { ...connection, to: server.endpoint(http) }]);
  expect(made.get("client")?.egress).toHaveLength(1);
  expect(made.get("server")?.ingress).toHaveLength(1);
});

it("has as much in all egress as in all ingress, whoever connects to whom", () => {
  const peers = ["a", "b", "c", "d"].map((name) => peer(name));
  const index = fc.nat(peers.length - 1);
  fc.assert(
    fc.property(fc.array(fc.tuple(index, index, fc.constantFrom(http, https))), (pairs) => {
      const connections = pairs.flatMap(([from, to, port]) => {
        const [client, server] = [peers[from], peers[to]];
        return client && server ? [{ from: client, to: server.endpoint(port) }] : [];
      });
      const all = [...policies(peers, connections)];
      const outgoing = all.flatMap(([name, { egress = [] }]) =>
        egress.flatMap(({ to = [], ports }) =>
          to.map((each) => JSON.stringify([name, each.podSelector?.matchLabels, ports])),
        ),
      );
      const incoming = all.flatMap(([app, { ingress = [] }]) =>
        ingress.flatMap(({ from = [], ports }) =>
          from.map((each) => JSON.stringify([each.podSelector?.matchLabels?.["app"], { app }, ports])),
        ),
      );
      expect(outgoing.sort()).toEqual(incoming.sort());
      expect(new Set(outgoing).size).toBe(new Set(pairs.map((pair) => JSON.stringify(pair))).size);
    }),
    { numRuns: 30 },
  );
});
