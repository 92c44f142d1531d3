import type { Cluster } from "../model/cluster.ts";
import { nameOf } from "../model/manifest.ts";
import type { Pods } from "../model/pods/pod.ts";
import { podsIn } from "../model/pods/pods.ts";
import { type Selector, selectorText, selects } from "../model/selector.ts";
import type { Rule } from "../rule.ts";

const controllers = ["Deployment", "ReplicaSet", "StatefulSet", "DaemonSet"] as const;

/** A workload whose selector selects another workload's pods too. */
export const selectorsOverlap: Rule = {
  id: "selectors-overlap",
  topic: "objects",
  severity: "error",
  sentence: "A workload's selector selects no other workload's pods.",
  why: "Autoscalers and rollouts count the other's pods, and orphans are adopted by the wrong one.",
  remedy: "add a label to both that only one of them has",
  *check(cluster) {
    for (const kind of controllers)
      for (const object of cluster.all(kind)) {
        const { selector } = (object.body.spec ?? {}) as { readonly selector?: Selector };
        if (selector === undefined) continue;
        const others = othersOf(cluster, object.namespace ?? "default", selector).filter(
          ({ owner, labels }) => owner.kind === kind && owner.name !== object.name && selects(selector, labels),
        );
        const [other] = others;
        if (!other) continue;
        yield {
          object,
          field: "spec.selector",
          value: selectorText(selector),
          lacking: other.owner,
          what: `it selects the pods of ${nameOf(other.owner)} as well`,
        };
      }
  },
};

/** Candidates by one label, so that a namespace of many workloads is not looked through for each of them. */
function othersOf(cluster: Cluster, namespace: string, { matchLabels = {} }: Selector): readonly Pods[] {
  const [label] = Object.entries(matchLabels);
  if (!label) return podsIn(cluster, namespace);
  return cluster.derived(byLabel).get([namespace, ...label].join("\n")) ?? [];
}

function byLabel(cluster: Cluster): ReadonlyMap<string, readonly Pods[]> {
  const found = new Map<string, Pods[]>();
  for (const kind of controllers)
    for (const { namespace = "default" } of cluster.all(kind)) if (!found.has(namespace)) found.set(namespace, []);
  for (const namespace of [...found.keys()])
    for (const pods of podsIn(cluster, namespace))
      for (const [key, value] of Object.entries(pods.labels)) {
        const id = [namespace, key, value].join("\n");
        const known = found.get(id);
        if (known) known.push(pods);
        else found.set(id, [pods]);
      }
  return found;
}
