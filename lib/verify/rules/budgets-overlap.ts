import { nameOf, objectsOnce } from "../model/manifest.ts";
import { podsIn } from "../model/pods/pods.ts";
import { selects } from "../model/selector.ts";
import type { Rule } from "../rule.ts";

/** Pods that two disruption budgets select. */
export const budgetsOverlap: Rule = {
  id: "budgets-overlap",
  topic: "objects",
  severity: "error",
  sentence: "A pod is selected by one PodDisruptionBudget at most.",
  why: "The API server refuses to evict a pod with two of them: no node can be drained.",
  remedy: "narrow the selector of one of them, or remove it",
  *check(cluster) {
    for (const namespace of new Set(cluster.all("PodDisruptionBudget").map((each) => each.namespace ?? "default"))) {
      const budgets = objectsOnce(cluster.in("PodDisruptionBudget", namespace));
      const seen = new Set<string>();
      for (const { labels, owner } of budgets.length > 1 ? podsIn(cluster, namespace) : []) {
        const own = budgets.filter(({ body }) => body.spec?.selector && selects(body.spec.selector, labels));
        const [first, object] = own;
        if (!first || !object || seen.has(object.name)) continue;
        seen.add(object.name);
        yield { object, field: "spec.selector", what: `${nameOf(first)} selects the pods of ${nameOf(owner)} as well` };
      }
    }
  },
};
