import { Construct } from "constructs";
import { expect, it } from "vitest";
import { Peer } from "../../lib/kubernetes/peer.ts";
import { somewhere } from "./made.ts";

const footprint = { pods: 1, millicores: 1, bytes: 1, limitBytes: 1 };
const props = (name: string) => ({ name, namespace: "a", selector: { app: name }, footprint });

it("is an endpoint at some of its ports", () => {
  const peer = new Peer(somewhere(), "peer", props("one"));
  const port = { name: "http", number: 80 };
  expect(peer.endpoint(port)).toEqual({ kind: "pods", peer, ports: [port] });
});

it("learns later of connections, also of one to itself", () => {
  const scope = somewhere();
  const other = new Peer(scope, "other", props("other")).endpoint({ name: "http", number: 80 });
  const given = [other];
  const peer = new Peer(scope, "peer", { ...props("one"), connectsTo: given });
  const itself = peer.endpoint({ name: "mesh", number: 9094 });
  peer.connectTo(itself);
  expect(peer.connectsTo).toEqual([other, itself]);
  expect(given).toEqual([other]);
});

it("is found at any depth, in the order in which peers were made", () => {
  const scope = somewhere();
  const deep = new Construct(new Construct(scope, "a"), "b");
  const peers = [
    new Peer(deep, "one", props("one")),
    new Peer(deep, "two", props("two")),
    new Peer(scope, "c", props("c")),
  ];
  expect(Peer.below(scope)).toEqual(peers);
  expect(Peer.below(deep)).toEqual(peers.slice(0, 2));
});
