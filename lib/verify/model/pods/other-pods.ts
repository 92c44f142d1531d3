import { suggestion } from "../../../suggestion.ts";
import type { World } from "../../world.ts";
import type { Cluster } from "../cluster.ts";
import { elsewhere } from "../elsewhere.ts";
import { type Labels, nameOf } from "../manifest.ts";
import type { Selector } from "../selector.ts";
import { makerIn, strangersIn } from "./makers.ts";
import { podsIn } from "./pods.ts";

/**
 * Why a selector that selects none of the objects' pods in a namespace may still mean some: those of a namespace that is not given
 * as a whole, or those that a program makes. Nothing where it cannot, or where it is too near to the labels of a pod.
 */
export function otherPods(
  cluster: Cluster,
  world: World,
  namespace: string,
  { matchLabels = {} }: Selector,
): { readonly uncertain?: string } {
  const wanted = Object.entries(matchLabels);
  const isLike = (test: (key: string, value: string, labels: Labels) => boolean, how: "every" | "some") =>
    wanted.length > 0 &&
    podsIn(cluster, namespace).some(({ labels }) => wanted[how](([key, value]) => test(key, value, labels)));
  if (isLike((key, value, labels) => suggestion(value, [labels[key] ?? ""]) !== undefined, "every")) return {};
  if (strangersIn(cluster, namespace).length > 0)
    return { uncertain: `objects of kinds that are not known may make pods in namespace ${namespace}` };
  if (isLike((key, value, labels) => labels[key] === value, "some")) return {};
  const maker = makerIn(cluster, world, namespace, makingPods);
  if (maker !== undefined)
    return { uncertain: `${nameOf(maker)} may make pods in namespace ${namespace}, or label those there are` };
  // Who asks for labels that the pods there have, with other values, means one of these.
  return isLike((key, _, labels) => labels[key] !== undefined, "every") ? {} : elsewhere(cluster, world, namespace);
}

/** Why there may be other Services in a namespace than those of the objects. */
export function otherServices(cluster: Cluster, world: World, namespace: string): { readonly uncertain?: string } {
  if (strangersIn(cluster, namespace).length > 0)
    return { uncertain: `objects of kinds that are not known may make Services in namespace ${namespace}` };
  const maker = makerIn(cluster, world, namespace, [{ verb: "create", group: "", resource: "services" }]);
  return maker === undefined
    ? elsewhere(cluster, world, namespace)
    : { uncertain: `${nameOf(maker)} may make Services in namespace ${namespace}` };
}

/** What makes pods, or gives other labels to those there are. */
const makingPods = [
  ...["create", "patch", "update"].map((verb) => ({ verb, group: "", resource: "pods" })),
  ...["deployments", "statefulsets", "daemonsets"].map((resource) => ({ verb: "create", group: "apps", resource })),
];
