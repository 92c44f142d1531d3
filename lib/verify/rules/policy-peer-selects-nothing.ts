import type { Cluster } from "../model/cluster.ts";
import { isBuiltInNamespace } from "../model/elsewhere.ts";
import { near } from "../model/near.ts";
import { type PolicyPeer, policiesOf } from "../model/network/policies.ts";
import { perhapsSelectsPods } from "../model/perhaps.ts";
import { otherPods } from "../model/pods/other-pods.ts";
import { podsIn } from "../model/pods/pods.ts";
import { type Selector, selectorText, selects } from "../model/selector.ts";
import { strangersIn } from "../model/strangers.ts";
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
    for (const { object, namespace, rules } of policiesOf(cluster))
      for (const direction of ["ingress", "egress"] as const)
        for (const { field, peers = [] } of rules[direction])
          for (const [index, peer] of peers.entries()) {
            const nobody = peer.ipBlock ? undefined : complaint(cluster, world, namespace, peer);
            if (nobody)
              yield { object, field: `${field}.${direction === "ingress" ? "from" : "to"}[${index}]`, ...nobody };
          }
  },
};

function complaint(
  cluster: Cluster,
  world: World,
  own: string,
  { podSelector = {}, namespaceSelector }: PolicyPeer,
): { value: string; what: string; remedy?: string; uncertain?: string } | undefined {
  const { complete } = world;
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
  if (pods.some((each) => perhapsSelectsPods(podSelector, each) !== "no")) return undefined;
  const isKnown =
    world.leftOut === undefined &&
    meant.every(
      (each) => cluster.defines(each) && !isBuiltInNamespace(each) && strangersIn(cluster, each).length === 0,
    );
  const others = namespaceSelector !== undefined && namespaceSelector.matchLabels?.[ofName] === undefined && !complete;
  const made = meant.map((each) => otherPods(cluster, world, each, podSelector)).find(({ uncertain }) => uncertain);
  return {
    value,
    what: `no pod of ${meant.length === 1 ? `namespace ${meant[0]}` : "the namespaces that it means"} has these labels`,
    ...made,
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
