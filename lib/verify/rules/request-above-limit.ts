import { defaultsOf } from "../model/pods/limit-ranges.ts";
import { containersOf, podsOf } from "../model/pods/pods.ts";
import { thousandths } from "../model/quantity.ts";
import type { Rule } from "../rule.ts";

/** A container that requests more than its limit. */
export const requestAboveLimit: Rule = {
  id: "request-above-limit",
  topic: "objects",
  severity: "error",
  sentence: "A container requests no more than its limit.",
  why: "The API server refuses the pod.",
  remedy: "raise the limit or lower the request",
  *check(cluster) {
    for (const { owner, namespace, spec, field } of podsOf(cluster))
      for (const { container, field: below } of containersOf(spec)) {
        const { requests = {}, limits = {} } = container.resources ?? {};
        for (const [resource, request] of Object.entries(requests)) {
          const amount = thousandths(request);
          const limit = limits[resource] ?? defaultsOf(cluster, namespace).limits[resource];
          if (limit !== undefined && amount !== undefined && amount > (thousandths(limit) ?? amount))
            yield {
              object: owner,
              field: `${field}.${below}.resources.requests.${resource}`,
              value: `${request}`,
              what: `the limit is ${limit}${limits[resource] === undefined ? ", which a LimitRange gives" : ""}`,
            };
        }
      }
  },
};
