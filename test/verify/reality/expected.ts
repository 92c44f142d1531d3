import { Cluster } from "../../../lib/verify/model/cluster.ts";
import { rangeOf } from "../../../lib/verify/model/network/address-range.ts";
import { connection, type End } from "../../../lib/verify/model/network/network.ts";
import { podsIn } from "../../../lib/verify/model/pods/pods.ts";
import { readObject } from "../../../lib/verify/model/read-object.ts";
import { type CasePolicy, policyObjects } from "./network-cases.ts";
import { type Scene, scenePods, served } from "./scene.ts";

/** All connections of a scene, as `x/a > y/b 8080`. */
export const connections: readonly string[] = scenePods.flatMap((from) =>
  scenePods.flatMap((to) => served.map((port) => `${place(from)} > ${place(to)} ${port}`)),
);

/** Those that verify holds for open under some policies. */
export function openIn(scene: Scene, policies: readonly CasePolicy[]): ReadonlySet<string> {
  const given = [...scene.namespaces(), ...scene.pods(), ...policyObjects(scene, policies)];
  const cluster = new Cluster(given.flatMap((each) => readObject(each, { file: "case" })));
  const end = (text: string): End => {
    const [namespace = "", name] = text.split("/");
    const pods = podsIn(cluster, scene.namespace(namespace)).find(({ owner }) => owner.name === name);
    const address = rangeOf(scene.address(text));
    if (!pods || !address) throw new Error(`${text} is no pod of the scene`);
    return { kind: "pods", pods, address };
  };
  return new Set(
    connections.filter((each) => {
      const [from = "", , to = "", port] = each.split(" ");
      const { answer } = connection(cluster, {}, end(from), end(to), { number: Number(port), protocol: "TCP" });
      if (answer === "unknown") throw new Error(`${each}: nothing is unknown where all addresses are given`);
      return answer === "yes";
    }),
  );
}

function place({ namespace, name }: { readonly namespace: string; readonly name: string }): string {
  return `${namespace}/${name}`;
}
