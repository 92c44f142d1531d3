import { demandOf, mostPods } from "../model/demand.ts";
import { podsIn } from "../model/pods.ts";
import { quantityText, thousandths } from "../model/quantity.ts";
import type { Rule } from "../rule.ts";

/** A quota that the namespace's pods exceed when all of them are there. */
export const quotaExceeded: Rule = {
  id: "quota-exceeded",
  topic: "objects",
  severity: "error",
  sentence: "A quota admits all pods of its namespace at their largest scale, during a rollout as well.",
  why: "The API server refuses the last pods just when they are needed.",
  remedy: "raise the quota, or lower the largest scale or the requests",
  *check(cluster, { nodes }) {
    for (const object of cluster.all("ResourceQuota")) {
      const { hard = {}, scopes = [], scopeSelector } = object.body.spec ?? {};
      if (scopes.length > 0 || scopeSelector !== undefined) continue;
      const all = podsIn(cluster, object.namespace ?? "default").map((pods) => ({
        // Where the number of nodes is not known, one is the least.
        count: mostPods(cluster, pods, nodes) ?? 1,
        demand: demandOf(cluster, pods),
      }));
      for (const [resource, limit] of Object.entries(hard)) {
        const name = resource === "cpu" || resource === "memory" ? `requests.${resource}` : resource;
        const sum = all.reduce(
          (total, { count, demand }) => total + count * (name === "pods" ? 1000 : (demand[name] ?? 0)),
          0,
        );
        const bound = thousandths(limit);
        if (bound === undefined || sum <= bound) continue;
        yield {
          object,
          field: `spec.hard.${resource}`,
          value: `${limit}`,
          what: `the namespace's pods take ${quantityText(name, sum)} at their largest scale`,
        };
      }
    }
  },
};
