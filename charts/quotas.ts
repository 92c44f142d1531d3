import type { Construct } from "constructs";
import { k8s } from "../lib/kubernetes/objects.ts";
import { Peer } from "../lib/kubernetes/peer.ts";
import { toBytes, toCpu } from "../lib/kubernetes/quantity.ts";
import { namespaces } from "../lib/platform/namespaces.ts";
import { PlatformChart } from "../lib/platform/platform-chart.ts";

/** Room above what the platform itself asks for at its largest: a job by hand, a debugging pod, a sloppy estimate. */
const headroom = { factor: 1.25, millicores: 500, bytes: 512 * 2 ** 20, pods: 5 } as const;

/** What a namespace may ask for: the sum of its workloads at their largest, with headroom. Made last, from all peers. */
export class Quotas extends PlatformChart {
  constructor(scope: Construct) {
    super(scope, "quotas", "foundations");
    const peers = Peer.below(scope);
    for (const { name } of Object.values(namespaces)) {
      const footprints = peers.filter(({ props }) => props.namespace === name).map(({ props }) => props.footprint);
      const sum = (of: (footprint: (typeof footprints)[number]) => number) =>
        footprints.reduce((all, each) => all + each.pods * of(each), 0);
      new k8s.KubeResourceQuota(this, name, {
        metadata: { name: "compute", namespace: name },
        spec: {
          hard: {
            pods: k8s.Quantity.fromNumber(Math.ceil(sum(() => 1) * headroom.factor) + headroom.pods),
            "requests.cpu": k8s.Quantity.fromString(
              toCpu(sum(({ millicores }) => millicores) * headroom.factor + headroom.millicores),
            ),
            "requests.memory": k8s.Quantity.fromString(
              toBytes(sum(({ bytes }) => bytes) * headroom.factor + headroom.bytes),
            ),
            "limits.memory": k8s.Quantity.fromString(
              toBytes(sum(({ limitBytes }) => limitBytes) * headroom.factor + headroom.bytes),
            ),
          },
        },
      });
    }
  }
}
