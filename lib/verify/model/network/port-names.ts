import type { Cluster } from "../cluster.ts";
import type { Manifest } from "../manifest.ts";
import type { Pods } from "../pods/pod.ts";
import { podsBehind } from "./discovery.ts";
import { givenServices } from "./given-services.ts";

/** The Service that looks for a port of some pods by its name: it finds the first one of its protocol. */
export const serviceAsking = (cluster: Cluster, pods: Pods, name: string, protocol: string): Manifest | undefined =>
  cluster.derived(asking).get(pods)?.get(`${protocol} ${name}`);

function asking(cluster: Cluster): ReadonlyMap<Pods, ReadonlyMap<string, Manifest>> {
  const found = new Map<Pods, Map<string, Manifest>>();
  for (const service of [...cluster.all("Service"), ...givenServices(cluster).map(({ service }) => service)])
    for (const { targetPort, protocol = "TCP" } of service.body.spec?.ports ?? [])
      for (const pods of typeof targetPort === "string" ? podsBehind(cluster, service) : []) {
        const names = found.get(pods) ?? new Map<string, Manifest>();
        found.set(pods, names.set(`${protocol} ${targetPort}`, service));
      }
  return found;
}
