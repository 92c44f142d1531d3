import { Cluster } from "../../../lib/verify/model/cluster.ts";
import { rangeOf } from "../../../lib/verify/model/network/address-range.ts";
import { connection, type End } from "../../../lib/verify/model/network/network.ts";
import { podsIn } from "../../../lib/verify/model/pods/pods.ts";
import { readObject } from "../../../lib/verify/model/read-object.ts";
import type { Pod } from "../install/pods.ts";
import type { KubernetesObject } from "../kubectl.ts";

/** Where a connection begins or ends. */
export interface Place {
  readonly address: string;
  /** One on the cluster's network; policies see others by their address only. */
  readonly pod?: Pod;
}

/** What NetworkPolicies let through between pods that run, as verify holds it. */
export class Policies {
  private readonly cluster: Cluster;

  constructor(objects: readonly KubernetesObject[], pods: readonly Pod[]) {
    const names = new Set(pods.map(({ metadata: { namespace } }) => namespace));
    const given = [
      ...[...names].map(namespace),
      ...objects.filter(({ kind }) => kind === "NetworkPolicy"),
      ...pods.map(({ metadata: { name, namespace, labels = {} }, spec: { containers } }) => ({
        apiVersion: "v1",
        kind: "Pod",
        metadata: { name, namespace, labels },
        spec: { containers: containers.map(({ name, image, ports = [] }) => ({ name, image, ports })) },
      })),
    ];
    this.cluster = new Cluster(given.flatMap((each) => readObject(each, { file: "live" })));
  }

  /** Whether one place may connect to a TCP port of the other. */
  allow(from: Place, to: Place, port: number): boolean {
    const { answer } = connection(this.cluster, {}, this.end(from), this.end(to), { number: port, protocol: "TCP" });
    if (answer === "unknown")
      throw new Error(`verify does not know whether ${from.address} reaches ${to.address}:${port}`);
    return answer === "yes";
  }

  private end({ address, pod }: Place): End {
    const range = rangeOf(address);
    if (range === undefined) throw new Error(`not an address: "${address}"`);
    if (pod === undefined) return { kind: "addresses", name: address, ranges: [range] };
    const { name, namespace } = pod.metadata;
    const pods = podsIn(this.cluster, namespace).find(({ owner }) => owner.name === name);
    if (pods === undefined) throw new Error(`verify does not see the pod ${namespace}/${name}`);
    return { kind: "pods", pods, address: range };
  }
}

/** With the label that the API server gives it. */
const namespace = (name: string): KubernetesObject => ({
  apiVersion: "v1",
  kind: "Namespace",
  metadata: { name, labels: { "kubernetes.io/metadata.name": name } },
});
