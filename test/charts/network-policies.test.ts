import { describe, expect, it } from "vitest";
import { development } from "../../lib/environments/development.ts";
import type { Environment } from "../../lib/environments/environment.ts";
import { environments } from "../../lib/environments/index.ts";
import { production } from "../../lib/environments/production.ts";
import { staging } from "../../lib/environments/staging.ts";
import { namespaces } from "../../lib/platform/namespaces.ts";
import { operatedLabels } from "../../lib/platform/operated.ts";
import { changed } from "../environments/changed.ts";
import { type Node, Reachability } from "./reachability.ts";
import { allOf, podsOf, selects } from "./rendered.ts";

const operated: Node[] = (["prometheus", "alertmanager"] as const).map((kind) => ({
  name: kind,
  namespace: "monitoring",
  labels: operatedLabels(kind, kind),
}));

/** Pods that policies bind; those on their host's network are not. */
const nodesOf = (environment: Environment): Node[] => [
  ...podsOf(environment).filter(({ spec }) => !spec.hostNetwork),
  ...operated,
];

function connectionsOf(environment: Environment): string[] {
  const reachability = new Reachability(environment);
  const nodes = nodesOf(environment);
  return nodes
    .flatMap((from) => nodes.map((to) => ({ from, to, ports: reachability.between(from, to) })))
    .filter(({ ports }) => ports.length > 0)
    .map(({ from, to, ports }) => `${from.name} -> ${to.name} ${ports.join(" ")}`)
    .sort();
}

const scrapes = [
  "prometheus -> agentprovision 8000",
  "prometheus -> alertmanager 8080 9093",
  "prometheus -> cadvisor 8080",
  "prometheus -> kube-state-metrics 8080 8081",
  "prometheus -> postgres-exporter 9187",
  "prometheus -> prometheus 8080 9090",
  "prometheus -> prometheus-operator 8080",
  "prometheus -> redis-exporter 9121",
];
const grafana = ["grafana -> alertmanager 9093", "grafana -> prometheus 9090"];

describe("pods that may connect to pods", () => {
  it("in development", () =>
    expect(connectionsOf(development)).toEqual(
      [
        ...["agentprovision -> postgres 5432", "agentprovision -> redis 6379"],
        ...["postgres-exporter -> postgres 5432", "redis-exporter -> redis 6379"],
        ...[...grafana, ...scrapes],
      ].sort(),
    ));

  it("in staging", () => expect(connectionsOf(staging)).toEqual([...grafana, ...scrapes].sort()));

  it("in production, where Alertmanagers gossip", () =>
    expect(connectionsOf(production)).toEqual(
      ["alertmanager -> alertmanager 9094 9094/UDP", ...grafana, ...scrapes].sort(),
    ));
});

it("admits the pods through which users come, to the applications", () => {
  const ingress = { namespace: "ingress", labels: { app: "gateway" } };
  const environment = changed(production, { "cluster.ingress": ingress });
  const strangers = strangersOf(environment);
  expect(strangers).toHaveLength(1);
  expect(strangers).toEqual(strangersWith(ingress, environment));
});

const internet = "0.0.0.0/0 but private:443";

describe("addresses that pods may connect to", () => {
  it.each<[Environment, Record<string, string[]>]>([
    [
      development,
      {
        agentprovision: [internet],
        alertmanager: [internet],
        "kube-state-metrics": ["192.168.77.2/32:6443"],
        prometheus: ["192.168.77.2/32:6443", "192.168.77.0/24:10250", "192.168.77.0/24:9100"],
        "prometheus-operator": ["192.168.77.2/32:6443"],
      },
    ],
    [
      staging,
      {
        agentprovision: [...managed("10.20", 5432, 64, 65), ...managed("10.20", 6379, 68, 69), internet],
        "postgres-exporter": managed("10.20", 5432, 64, 65),
        "redis-exporter": managed("10.20", 6379, 68, 69),
        alertmanager: [internet],
        "kube-state-metrics": apiServers(staging),
        prometheus: [...apiServers(staging), ...nodes(staging, 10250), ...nodes(staging, 9100)],
        "prometheus-operator": apiServers(staging),
      },
    ],
    [
      production,
      {
        agentprovision: [...managed("10.30", 5432, 64, 65, 66), ...managed("10.30", 6379, 68, 69, 70), internet],
        "postgres-exporter": managed("10.30", 5432, 64, 65, 66),
        "redis-exporter": managed("10.30", 6379, 68, 69, 70),
        alertmanager: [internet],
        "kube-state-metrics": apiServers(production),
        prometheus: [...apiServers(production), ...nodes(production, 10250), ...nodes(production, 9100)],
        "prometheus-operator": apiServers(production),
      },
    ],
  ])("in $name", (environment, expected) => {
    const reachability = new Reachability(environment);
    const found = nodesOf(environment).map((node) => [node.name, reachability.addressesFrom(node).sort()] as const);
    const some = found.filter(([, addresses]) => addresses.length > 0);
    const sorted = Object.entries(expected).map(([name, addresses]) => [name, [...addresses].sort()]);
    expect(Object.fromEntries(some)).toEqual(Object.fromEntries(sorted));
  });
});

describe.each(environments.map((environment) => [environment.name, environment] as const))("%s", (_, environment) => {
  const reachability = new Reachability(environment);

  it("binds every pod in both directions, also those that nobody has thought of", () => {
    for (const { name: namespace } of Object.values(namespaces))
      for (const direction of ["egress", "ingress"] as const)
        expect(reachability.isBound({ name: "a stranger", namespace, labels: {} }, direction)).toBe(true);
  });

  it("lets every pod ask for names, and strangers nothing else", () => {
    const { namespace, labels } = environment.cluster.dns;
    for (const own of Object.values(namespaces)) {
      const open = allOf(environment, "NetworkPolicy")
        .filter(({ metadata, spec }) => metadata.namespace === own.name && selects(spec.podSelector?.matchLabels, {}))
        .flatMap(({ spec }) => [...(spec.egress ?? []), ...(spec.ingress ?? [])]);
      expect(open).toEqual([
        {
          to: [
            {
              namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } },
              podSelector: { matchLabels: labels },
            },
          ],
          ports: [
            { port: 53, protocol: "UDP" },
            { port: 53, protocol: "TCP" },
          ],
        },
      ]);
    }
  });

  it("admits nobody from outside the platform", () =>
    expect(strangersOf(environment)).toEqual(strangersWith(environment.cluster.ingress, environment)));

  it("gives pods on their host's network no policy, since none would bind them", () => {
    const onHost = podsOf(environment).filter(({ spec }) => spec.hostNetwork);
    expect(onHost.map(({ name }) => name)).toEqual(["node-exporter"]);
    const own = allOf(environment, "NetworkPolicy").filter(({ spec }) => spec.podSelector?.matchLabels !== undefined);
    for (const { labels, namespace } of onHost)
      expect(
        own.filter(
          ({ metadata, spec }) => metadata.namespace === namespace && selects(spec.podSelector?.matchLabels, labels),
        ),
      ).toEqual([]);
  });

  it("never lets the internet mean the cluster or the cloud's metadata service", () => {
    const blocks = allOf(environment, "NetworkPolicy").flatMap(({ spec }) =>
      (spec.egress ?? []).flatMap(({ to = [] }) => to.flatMap(({ ipBlock }) => (ipBlock ? [ipBlock] : []))),
    );
    const open = blocks.filter(({ cidr }) => cidr.endsWith("/0"));
    expect(open.length).toBeGreaterThan(0);
    for (const { except } of open)
      expect(except).toEqual(
        expect.arrayContaining(["10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"]),
      );
  });
});

/** Who else may connect to what. */
function strangersOf(environment: Environment): string[] {
  const reachability = new Reachability(environment);
  const nodes = nodesOf(environment);
  return nodes.flatMap((node) => reachability.strangersTo(node, nodes).map((from) => `${from} ${node.name}`));
}

function strangersWith(ingress: Environment["cluster"]["ingress"], { applications }: Environment): string[] {
  if (ingress === undefined) return [];
  const users = {
    namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": ingress.namespace } },
    podSelector: { matchLabels: ingress.labels },
  };
  return applications.map(({ name, port }) => `${JSON.stringify(users)}:${port} ${name}`);
}

function managed(network: string, port: number, ...subnets: number[]): string[] {
  return subnets.map((subnet) => `${network}.${subnet}.0/24:${port}`);
}

function apiServers({ cluster: { apiServer } }: Environment): string[] {
  return apiServer.cidrs.map((cidr) => `${cidr}:${apiServer.port}`);
}

function nodes({ cluster }: Environment, port: number): string[] {
  return cluster.nodeCidrs.map((cidr) => `${cidr}:${port}`);
}
