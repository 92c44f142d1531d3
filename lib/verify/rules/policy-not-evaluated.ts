import { foreignPoliciesOf } from "../model/network/foreign-policies.ts";
import type { Rule } from "../rule.ts";

/** Policies of other kinds than NetworkPolicy. */
export const policyNotEvaluated: Rule = {
  id: "policy-not-evaluated",
  topic: "reachability",
  severity: "warning",
  sentence: "Policies are NetworkPolicies, of which alone is known here whom they let through.",
  why: "Whether their pods are reached is not known, whatever is said of NetworkPolicies.",
  remedy: "ask the network plug-in's own tools, Cilium's hubble observe for instance",
  *check(cluster) {
    const seen = new Set<string>();
    for (const object of foreignPoliciesOf(cluster)) {
      // One of a kind says it for all of them.
      if (seen.has(`${object.group} ${object.kind}`)) continue;
      seen.add(`${object.group} ${object.kind}`);
      yield {
        object,
        field: "",
        what: "the connections of pods that such policies select are not known",
        uncertain: `${object.kind} is not evaluated`,
      };
    }
  },
};
