import { once } from "../model/manifest.ts";
import { autoscalerOf } from "../model/pods/autoscalers.ts";
import { podsIn } from "../model/pods/pods.ts";
import { selects } from "../model/selector.ts";
import type { Rule } from "../rule.ts";

/** A disruption budget that never lets a pod go. */
export const budgetBlocksDrain: Rule = {
  id: "budget-blocks-drain",
  topic: "objects",
  severity: "error",
  sentence: "A PodDisruptionBudget permits one pod to go when all of them are well.",
  why: "No node can be drained: upgrades of the cluster wait until somebody deletes the pod by hand.",
  remedy: "set maxUnavailable: 1, or run one replica more than minAvailable",
  *check(cluster) {
    for (const object of cluster.all("PodDisruptionBudget")) {
      const { selector, minAvailable, maxUnavailable } = object.body.spec ?? {};
      if (selector === undefined) continue;
      const all = once(podsIn(cluster, object.namespace ?? "default"), ({ owner }) => owner);
      const chosen = all.filter(({ labels }) => selects(selector, labels));
      // Pods of DaemonSets and Jobs are not evicted by a drain, or not counted like this.
      if (chosen.some(({ owner }) => ["DaemonSet", "Job", "CronJob", "Pod"].includes(owner.kind))) continue;
      const counts = chosen.map(({ owner, replicas }) => autoscalerOf(cluster, owner)?.minimum ?? Number(replicas));
      const pods = counts.reduce((sum, each) => sum + each, 0);
      if (pods === 0) continue;
      const lacking = chosen[0]?.owner && { lacking: chosen[0].owner };
      if (minAvailable !== undefined && atLeast(minAvailable, pods) >= pods)
        yield {
          object,
          field: "spec.minAvailable",
          value: `${minAvailable}`,
          ...lacking,
          what: `there ${pods === 1 ? "is 1 pod" : `are ${pods} pods`} when nothing scales them up, and ${minAvailable} must stay`,
        };
      if (maxUnavailable !== undefined && atLeast(maxUnavailable, pods) === 0)
        yield { object, field: "spec.maxUnavailable", value: `${maxUnavailable}`, what: "no pod may ever go" };
    }
  },
};

/** A number, or a percentage of the pods: both are rounded up. Source: pkg/controller/disruption/disruption.go of Kubernetes. */
const atLeast = (amount: string | number, pods: number): number =>
  typeof amount === "string" && amount.endsWith("%")
    ? Math.ceil((Number.parseFloat(amount) * pods) / 100)
    : Number(amount);
