import { elsewhere } from "../model/elsewhere.ts";
import { podsPerhapsSelectedIn } from "../model/perhaps.ts";
import { otherPods } from "../model/pods/other-pods.ts";
import { selectorText } from "../model/selector.ts";
import type { Rule } from "../rule.ts";

/** A disruption budget that protects no pod. */
export const budgetSelectsNothing: Rule = {
  id: "budget-selects-nothing",
  topic: "objects",
  severity: "error",
  sentence: "A PodDisruptionBudget selects pods.",
  why: "A drain takes all replicas at once, and nobody notices before.",
  remedy: "make the selector equal the labels of the pod template",
  *check(cluster, world) {
    for (const object of cluster.all("PodDisruptionBudget")) {
      const { selector } = object.body.spec ?? {};
      const namespace = object.namespace ?? "default";
      if (selector !== undefined && podsPerhapsSelectedIn(cluster, namespace, selector).length > 0) continue;
      yield {
        object,
        field: "spec.selector",
        value: selector === undefined ? "none" : selectorText(selector),
        what: `no pod of namespace ${namespace} has these labels`,
        ...(selector !== undefined && {
          ...otherPods(cluster, world, namespace, selector),
          ...elsewhere(cluster, world, namespace),
        }),
      };
    }
  },
};
