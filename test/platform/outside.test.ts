import { BlockList } from "node:net";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { production } from "../../lib/environments/production.ts";
import { apiServer, callsOf, internet, kubelets, managed } from "../../lib/platform/outside.ts";

const [application] = production.applications;

describe("the internet", () => {
  const endpoint = internet("receivers", 443);
  if (endpoint.kind !== "addresses") throw new Error("it is no pod");
  const [open, excepted] = [blocks(endpoint.cidrs), blocks(endpoint.except ?? [])];
  const reaches = (address: string) => open.check(address) && !excepted.check(address);

  it("is every address but those that are somebody's own", () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        const [first = 0, second = 0] = address.split(".").map(Number);
        const own =
          [10, 127].includes(first) ||
          (first === 100 && second >= 64 && second < 128) ||
          (first === 169 && second === 254) ||
          (first === 172 && second >= 16 && second < 32) ||
          (first === 192 && second === 168);
        return reaches(address) === !own;
      }),
    );
  });

  it.each(["169.254.169.254", "10.96.0.1", "192.168.77.2", "100.64.0.10", "172.20.0.1"])("is not %s", (address) =>
    expect(reaches(address)).toBe(false),
  );
});

describe("what an application calls", () => {
  it("is a port, since a policy knows no names", () =>
    expect(callsOf(application)).toEqual([internet("api.anthropic.com:443", 443)]));

  it("is each port once", () => {
    const calls = ["a.example:443", "b.example:443", "c.example:8443"] as const;
    expect(callsOf({ ...application, calls }).map(({ ports }) => ports[0]?.number)).toEqual([443, 8443]);
  });

  it("is nothing where it calls nobody", () => expect(callsOf({ ...application, calls: [] })).toEqual([]));
});

it("reaches the cluster's parts at the addresses and ports that the environment knows", () => {
  const { cluster, database } = production;
  expect(apiServer(cluster)).toMatchObject({ cidrs: cluster.apiServer.cidrs, ports: [{ number: 443 }] });
  expect(kubelets(cluster)).toMatchObject({ cidrs: cluster.nodeCidrs, ports: [{ number: 10250 }] });
  if (database?.kind !== "managed") throw new Error("production has a managed database");
  expect(managed(database)).toMatchObject({ cidrs: database.cidrs, ports: [{ number: 5432 }] });
});

function blocks(cidrs: readonly string[]): BlockList {
  const list = new BlockList();
  for (const cidr of cidrs) {
    const [network = "", prefix] = cidr.split("/");
    list.addSubnet(network, Number(prefix));
  }
  return list;
}
