import { once } from "../model/manifest.ts";
import { type Demand, demandOf, largestScale, mostPods } from "../model/pods/demand.ts";
import { podsIn } from "../model/pods/pods.ts";
import { takenByObjects } from "../model/pods/quota-objects.ts";
import { podsCounted } from "../model/pods/quota-scopes.ts";
import { quantityText, thousandths } from "../model/quantity.ts";
import type { Rule } from "../rule.ts";

/** A quota that the namespace's pods exceed when all of them are there. */
export const quotaExceeded: Rule = {
  id: "quota-exceeded",
  topic: "objects",
  severity: "error",
  sentence:
    "A quota admits all objects of its namespace, and all pods at their largest scale, during a rollout as well.",
  why: "The API server refuses the last ones, the pods just when they are needed.",
  remedy: "raise the quota, or lower the largest scale or the requests",
  *check(cluster, world) {
    for (const object of cluster.all("ResourceQuota")) {
      const { hard = {}, scopes = [], scopeSelector } = object.body.spec ?? {};
      const { namespace = "default" } = object;
      const pods = once(podsIn(cluster, namespace), ({ owner }) => owner);
      const counted = podsCounted(cluster, object, pods) ?? [];
      const isScoped = scopes.length > 0 || scopeSelector !== undefined;
      const all = counted.map((pods) => ({
        // Where the number of nodes is not known, one is the least.
        count: mostPods(cluster, pods, world.nodes) ?? 1,
        resting: largestScale(cluster, pods, world.nodes) ?? 1,
        demand: demandOf(cluster, pods),
      }));
      for (const [resource, limit] of Object.entries(hard)) {
        const name = /^(cpu|memory|ephemeral-storage|hugepages-.*)$/.test(resource) ? `requests.${resource}` : resource;
        const objects = isScoped ? undefined : takenByObjects(cluster, world, namespace, resource);
        const ofOne = (demand: Demand) => (/^(count\/)?pods$/.test(name) ? 1000 : (demand[name] ?? 0));
        const sum = objects ?? all.reduce((total, { count, demand }) => total + count * ofOne(demand), 0);
        const bound = thousandths(limit);
        if (bound === undefined || sum <= bound) continue;
        const resting = objects ?? all.reduce((total, each) => total + each.resting * ofOne(each.demand), 0);
        const who = isScoped ? "pods in its scope" : `namespace's ${objects === undefined ? "pods" : "objects"}`;
        const how = counted.length > 1 ? "a rollout of all of them at once" : "a rollout";
        const [least, most] = [resting, sum].map((amount) => quantityText(name, amount));
        yield {
          object,
          field: `spec.hard.${resource}`,
          value: `${limit}`,
          what:
            resting > bound
              ? `the ${who} take ${least} at their largest scale`
              : `the ${who} take ${most} at their largest scale during ${how}, and ${least} otherwise`,
        };
      }
    }
  },
};
