import { nameOf, objectsOnce } from "../model/manifest.ts";
import { defaultsOf } from "../model/pods/limit-ranges.ts";
import { containersOf, podsIn } from "../model/pods/pods.ts";
import { podsCounted } from "../model/pods/quota-scopes.ts";
import type { Rule } from "../rule.ts";

/** A container that says nothing of a resource which its namespace's quota counts. */
export const requestMissingForQuota: Rule = {
  id: "request-missing-for-quota",
  topic: "objects",
  severity: "error",
  sentence: "Each container says how much it takes of the processor and memory that a quota of its namespace counts.",
  why: "The API server refuses each of the pods; the workload is accepted and stays at no replicas.",
  remedy: "set the request or limit, or give the namespace a LimitRange with defaults",
  // Source: Constraints in k8s.io/kubernetes, pkg/quota/v1/evaluator/core/pods.go.
  *check(cluster) {
    for (const quota of objectsOnce(cluster.all("ResourceQuota"))) {
      const { hard = {} } = quota.body.spec ?? {};
      const namespace = quota.namespace ?? "default";
      const defaults = defaultsOf(cluster, namespace);
      for (const { owner, spec, field } of podsCounted(cluster, quota, podsIn(cluster, namespace)) ?? []) {
        // The operator fills in what its own containers lack.
        if (owner.group === "monitoring.coreos.com") continue;
        for (const { container, field: below } of containersOf(spec)) {
          const { requests = {}, limits = {} } = container.resources ?? {};
          for (const counted of Object.keys(hard)) {
            const [, list = "requests", name = ""] = /^(?:(requests|limits)\.)?(cpu|memory)$/.exec(counted) ?? [];
            const whole = spec.resources?.limits?.[name] ?? (list === "requests" && spec.resources?.requests?.[name]);
            if (name === "" || whole) continue;
            const limit = limits[name] ?? defaults.limits[name];
            const isSaid = list === "limits" ? limit : (requests[name] ?? limit ?? defaults.requests[name]);
            if (isSaid !== undefined) continue;
            yield {
              object: owner,
              field: `${field}.${below}.resources.${list}.${name}`,
              what: `${nameOf(quota)} counts it, and neither the container nor a LimitRange says any`,
            };
          }
        }
      }
    }
  },
};
