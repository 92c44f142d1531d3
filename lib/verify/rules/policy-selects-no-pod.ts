import { policiesOf, policiesOn } from "../model/network/policies.ts";
import { podsPerhapsSelectedIn } from "../model/perhaps.ts";
import { otherPods } from "../model/pods/other-pods.ts";
import { podsOf } from "../model/pods/pods.ts";
import { selectorText } from "../model/selector.ts";
import type { Rule } from "../rule.ts";

/** A NetworkPolicy that binds nothing. */
export const policySelectsNoPod: Rule = {
  id: "policy-selects-no-pod",
  topic: "reachability",
  severity: "warning",
  sentence: "A NetworkPolicy with a selector selects pods.",
  why: "The pods that it was written for are bound by other policies, or by none.",
  remedy: "make spec.podSelector equal the labels of the pod template",
  *check(cluster, world) {
    const used = new Set(podsOf(cluster).flatMap((pods) => policiesOn(cluster, pods)));
    for (const policy of policiesOf(cluster)) {
      const { object, namespace } = policy;
      const selector = selectorText(object.body.spec?.podSelector ?? {});
      // One for all pods is for those to come as well.
      if (used.has(policy) || selector === "everything") continue;
      const { podSelector = {} } = object.body.spec ?? {};
      const meant = podsPerhapsSelectedIn(cluster, namespace, podSelector);
      const onHost = meant.some(({ spec }) => spec.hostNetwork);
      if (meant.length > 0 && !onHost) continue;
      yield {
        object,
        field: "spec.podSelector",
        value: selector,
        what: onHost
          ? "all pods with these labels are on the network of their host, where most networks leave them out of policies"
          : `no pod of namespace ${namespace} has these labels`,
        ...(onHost
          ? { remedy: "restrict them with the firewall of the nodes, or take them off hostNetwork" }
          : otherPods(cluster, world, namespace, podSelector)),
      };
    }
  },
};
