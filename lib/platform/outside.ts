import type { Application, Cluster, ManagedCache, ManagedDatabase } from "../environments/environment.ts";
import type { Endpoint } from "../kubernetes/peer.ts";

/** Never reached as "the internet": private, link-local (with the cloud's metadata service), shared and loopback ranges (RFC 6890). */
const notInternet = [
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.168.0.0/16",
] as const;

/** A service on the internet: a policy cannot know its addresses, only its port. */
export const internet = (name: string, port: number): Endpoint => ({
  kind: "addresses",
  name,
  cidrs: ["0.0.0.0/0"],
  except: notInternet,
  ports: [{ name: "outside", number: port }],
});

/** The services that an application calls. */
export const callsOf = ({ calls }: Application): Endpoint[] => [
  ...new Map(calls.map((call) => [portOf(call), internet(call, portOf(call))])).values(),
];

const portOf = (address: string) => Number(address.slice(address.lastIndexOf(":") + 1));

/** A managed data service, by the addresses that the environment knows of it. */
export const managed = ({ name, cidrs, port }: ManagedDatabase | ManagedCache): Endpoint => ({
  kind: "addresses",
  name,
  cidrs,
  ports: [{ name, number: port }],
});

/** The API server behind the Service `kubernetes`; policies see its addresses, not the Service's. */
export const apiServer = ({ apiServer: { cidrs, port } }: Cluster): Endpoint => ({
  kind: "addresses",
  name: "API server",
  cidrs,
  ports: [{ name: "https", number: port }],
});

/** The kubelets, by the addresses of their nodes. */
export const kubelets = ({ nodeCidrs }: Cluster): Endpoint => ({
  kind: "addresses",
  name: "kubelets",
  cidrs: nodeCidrs,
  ports: [{ name: "https-metrics", number: 10250 }],
});
