import type { Construct } from "constructs";
import type { Environment } from "../lib/environments/environment.ts";
import { Monitor } from "../lib/kubernetes/monitor.ts";
import { allowConnections, type Connection } from "../lib/kubernetes/network-policy.ts";
import { Peer } from "../lib/kubernetes/peer.ts";
import { PlatformChart } from "../lib/platform/platform-chart.ts";

/** What each pod may connect to and be reached by: the connections that all other charts have declared. Made last. */
export class NetworkPolicies extends PlatformChart {
  constructor(scope: Construct, { cluster }: Environment, prometheus: Peer) {
    super(scope, "network-policies", "foundations");
    const peers = Peer.below(scope);
    const connections: Connection[] = [
      ...peers.flatMap((from) => from.connectsTo.map((to) => ({ from, to }))),
      ...Monitor.below(scope).map(({ target }) => ({ from: prometheus, to: target })),
    ];
    allowConnections(this, peers, connections, cluster);
  }
}
