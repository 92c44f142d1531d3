import type { Cluster } from "../model/cluster.ts";
import { isBuiltInNamespace } from "../model/elsewhere.ts";
import { near } from "../model/near.ts";
import { isLabelOfController, perhapsSelects } from "../model/perhaps.ts";
import { podsIn } from "../model/pods.ts";
import { type PolicyPeer, policiesOf } from "../model/policies.ts";
import { type Selector, selectorText, selects } from "../model/selector.ts";
import type { Rule } from "../rule.ts";
import type { World } from "../world.ts";

const ofName = "kubernetes.io/metadata.name";

/** A peer of a NetworkPolicy that means no pod. */
export const policyPeerSelectsNothing: Rule = {
  id: "policy-peer-selects-nothing",
  topic: "reachability",
  severity: "warning",
  sentence: "Each peer that a NetworkPolicy selects by labels is a pod.",
  why: "Those who were to be let through are not.",
  remedy: "make the selectors equal the labels of the pods and of their namespace",
  *check(cluster, world) {
    const strange = cluster.derived(strangeNamespaces);
    for (const { object, namespace, rules } of policiesOf(cluster))
      for (const direction of ["ingress", "egress"] as const)
        for (const { field, peers = [] } of rules[direction])
          for (const [index, peer] of peers.entries()) {
            const nobody = peer.ipBlock ? undefined : complaint(cluster, world, strange, namespace, peer);
            if (nobody)
              yield { object, field: `${field}.${direction === "ingress" ? "from" : "to"}[${index}]`, ...nobody };
          }
  },
};

/** Namespaces in which objects of kinds that are not known may make pods. */
const strangeNamespaces = (cluster: Cluster): ReadonlySet<string | undefined> =>
  new Set(cluster.manifests.filter(({ known }) => !known).map(({ namespace }) => namespace));

function complaint(
  cluster: Cluster,
  { complete }: World,
  strange: ReadonlySet<string | undefined>,
  own: string,
  { podSelector = {}, namespaceSelector }: PolicyPeer,
): { value: string; what: string; remedy?: string; uncertain?: string } | undefined {
  const meant = namespaceSelector ? namespacesOf(cluster, namespaceSelector) : [own];
  const value = selectorText(podSelector);
  if (meant.length === 0) {
    const name = namespaceSelector?.matchLabels?.[ofName];
    const defined = cluster.all("Namespace").map((each) => each.name);
    const remedy = name === undefined ? {} : near(name, defined);
    const uncertain = complete && remedy.remedy !== undefined ? {} : { uncertain: "it may stand in the cluster" };
    return {
      value: selectorText(namespaceSelector ?? {}),
      what: "no namespace of the objects has these labels",
      ...remedy,
      ...uncertain,
    };
  }
  // One for all pods is for those to come as well.
  if (value === "everything") return undefined;
  const pods = meant.flatMap((each) => podsIn(cluster, each));
  if (pods.some(({ labels }) => perhapsSelects(podSelector, labels, isLabelOfController) !== "no")) return undefined;
  const isKnown = meant.every((each) => cluster.defines(each) && !isBuiltInNamespace(each) && !strange.has(each));
  const others = namespaceSelector !== undefined && namespaceSelector.matchLabels?.[ofName] === undefined && !complete;
  return {
    value,
    what: `no pod of ${meant.length === 1 ? `namespace ${meant[0]}` : "the namespaces that it means"} has these labels`,
    ...((!isKnown || others || pods.length === 0) && { uncertain: "not all of the pods there are among the objects" }),
  };
}

/** By the name where it is asked for, since most are: a look at all of them for each peer would be one too many. */
function namespacesOf(cluster: Cluster, selector: Selector): readonly string[] {
  const name = selector.matchLabels?.[ofName];
  const labels = name === undefined ? undefined : cluster.namespaces.get(name);
  if (name !== undefined) return labels && selects(selector, labels) ? [name] : [];
  return [...cluster.namespaces].filter(([, each]) => selects(selector, each)).map(([each]) => each);
}
