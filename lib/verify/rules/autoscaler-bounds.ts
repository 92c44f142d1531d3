import { autoscalersOf } from "../model/pods/autoscalers.ts";
import type { Rule } from "../rule.ts";

/** An autoscaler whose bounds leave nothing between them. */
export const autoscalerBounds: Rule = {
  id: "autoscaler-bounds",
  topic: "objects",
  severity: "error",
  sentence: "An autoscaler's minimum is not above its maximum.",
  why: "The API server refuses it.",
  remedy: "raise the maximum or lower the minimum",
  *check(cluster) {
    for (const { object, minimum, maximum } of autoscalersOf(cluster)) {
      if (maximum === undefined || minimum <= maximum) continue;
      const field = object.kind === "ScaledObject" ? "spec.maxReplicaCount" : "spec.maxReplicas";
      yield { object, field, value: `${maximum}`, what: `the minimum is ${minimum}` };
    }
  },
};
