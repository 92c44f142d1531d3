import { suggestion } from "../../../suggestion.ts";
import type { World } from "../../world.ts";
import type { Cluster } from "../cluster.ts";
import { elsewhere } from "../elsewhere.ts";
import { kustomizationOf } from "../kustomizations.ts";
import { type Labels, type Manifest, nameOf } from "../manifest.ts";
import { servicesIn } from "../network/discovery.ts";
import type { Selector } from "../selector.ts";
import { strangersIn } from "../strangers.ts";
import { makerIn } from "./makers.ts";
import { podsIn } from "./pods.ts";

/**
 * Why a selector that selects none of the objects' pods in a namespace may still mean some: those of a namespace that is not given
 * as a whole, or those that a program makes. Nothing where it cannot, or where it is too near to the labels of a pod.
 */
export function otherPods(
  cluster: Cluster,
  world: World,
  namespace: string,
  selector: Selector,
): { readonly uncertain?: string } {
  const there = podsIn(cluster, namespace);
  const wanted = Object.entries(selector.matchLabels ?? {});
  // Source: https://cert-manager.io/docs/configuration/acme/http01/, the pods that answer a challenge.
  if (wanted.some(([key]) => key.startsWith("acme.cert-manager.io/")))
    return { uncertain: "cert-manager makes such pods while it answers a challenge" };
  const isLike = (test: (key: string, value: string, labels: Labels) => boolean, how: "every" | "some") =>
    wanted.length > 0 && there.some(({ labels }) => wanted[how](([key, value]) => test(key, value, labels)));
  const patched = there.flatMap(({ owner }) => kustomizationOf(cluster, owner.origin.file) ?? [])[0];
  if (patched) return { uncertain: `${patched.file} may give pods of namespace ${namespace} other labels` };
  if (isMistyped(selector, there)) return {};
  if (world.leftOut !== undefined) return { uncertain: world.leftOut };
  if (strangersIn(cluster, namespace).some(mayMakePods))
    return { uncertain: `objects of kinds that are not known may make pods in namespace ${namespace}` };
  const maker = makerIn(cluster, world, namespace, makingPods);
  // A program may label one of its pods as the leader.
  const isLabelledLater =
    maker !== undefined && isLike((key, value, labels) => (labels[key] ?? value) === value, "every");
  if (!isLabelledLater && isLike((key, value, labels) => labels[key] === value, "some")) return {};
  if (maker !== undefined)
    return { uncertain: `${nameOf(maker)} may make pods in namespace ${namespace}, or label those there are` };
  // Who asks for labels that the pods there have, with other values, means one of these.
  return isLike((key, _, labels) => labels[key] !== undefined, "every") ? {} : elsewhere(cluster, world, namespace);
}

/** Some kinds that are not known are known to make no pods. */
const mayMakePods = ({ kind, group }: Manifest): boolean =>
  !(group === "policy" || (group === "argoproj.io" && /^(Cluster)?AnalysisTemplate$/.test(kind)));

/** Why a selector that selects none of the objects' Services in a namespace may still mean some. */
export function otherServices(
  cluster: Cluster,
  world: World,
  namespace: string,
  selector: Selector,
): { readonly uncertain?: string } {
  if (isMistyped(selector, servicesIn(cluster, namespace))) return {};
  if (strangersIn(cluster, namespace).length > 0)
    return { uncertain: `objects of kinds that are not known may make Services in namespace ${namespace}` };
  const maker = makerIn(cluster, world, namespace, [{ verb: "create", group: "", resource: "services" }]);
  return maker === undefined
    ? elsewhere(cluster, world, namespace)
    : { uncertain: `${nameOf(maker)} may make Services in namespace ${namespace}` };
}

/** Whether a selector means labels that are there, with a letter or two that are wrong. */
const isMistyped = ({ matchLabels = {} }: Selector, there: readonly { readonly labels: Labels }[]): boolean =>
  Object.keys(matchLabels).length > 0 &&
  there.some(({ labels }) => Object.entries(matchLabels).every(([key, value]) => isNear(value, labels[key] ?? "")));

/** Word by word: `ceph-mon` is no mistyped `ceph-mgr`, though few letters differ. */
function isNear(value: string, other: string): boolean {
  const [one, two] = [value.split(/[-_.]/), other.split(/[-_.]/)];
  if (one.length !== two.length) return one.join("") === two.join("");
  return one.every((word, index) => suggestion(word, [two[index] ?? ""]) !== undefined);
}

/** What makes pods, or gives other labels to those there are. */
const makingPods = [
  ...["create", "patch", "update"].map((verb) => ({ verb, group: "", resource: "pods" })),
  ...["deployments", "replicasets", "statefulsets", "daemonsets"].map((resource) => ({
    verb: "create",
    group: "apps",
    resource,
  })),
  ...["jobs", "cronjobs"].map((resource) => ({ verb: "create", group: "batch", resource })),
];
