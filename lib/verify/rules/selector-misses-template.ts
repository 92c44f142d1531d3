import { podsOf } from "../model/pods/pods.ts";
import { selectorText, selects } from "../model/selector.ts";
import type { Rule } from "../rule.ts";

/** A workload whose selector does not select its own pods. */
export const selectorMissesTemplate: Rule = {
  id: "selector-misses-template",
  topic: "objects",
  severity: "error",
  sentence: "A workload's selector selects the pods that its template makes.",
  why: "The API server refuses the object.",
  remedy: "make the selector equal some labels of the template",
  *check(cluster) {
    for (const { owner, labels } of podsOf(cluster)) {
      if (!["Deployment", "ReplicaSet", "StatefulSet", "DaemonSet"].includes(owner.kind)) continue;
      const { selector } = (owner.body.spec ?? {}) as { selector?: Parameters<typeof selects>[0] };
      if (selector === undefined || selects(selector, labels)) continue;
      const own = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
      yield {
        object: owner,
        field: "spec.selector",
        value: selectorText(selector),
        what: `the template's labels are ${own.join(",") || "none"}`,
      };
    }
  },
};
