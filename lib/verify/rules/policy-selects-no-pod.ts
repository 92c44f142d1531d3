import { podsIn, podsOf } from "../model/pods.ts";
import { policiesOf, policiesOn } from "../model/policies.ts";
import { selectorText, selects } from "../model/selector.ts";
import type { Rule } from "../rule.ts";

/** A NetworkPolicy that binds nothing. */
export const policySelectsNoPod: Rule = {
  id: "policy-selects-no-pod",
  topic: "reachability",
  severity: "warning",
  sentence: "A NetworkPolicy with a selector selects pods.",
  why: "The pods that it was written for are bound by other policies, or by none.",
  remedy: "make spec.podSelector equal the labels of the pod template",
  *check(cluster, { complete }) {
    const used = new Set(podsOf(cluster).flatMap((pods) => policiesOn(cluster, pods)));
    // Pods of operators that are not known here.
    const strange = new Set(cluster.manifests.filter(({ known }) => !known).map(({ namespace }) => namespace));
    for (const policy of policiesOf(cluster)) {
      const { object, namespace } = policy;
      const selector = selectorText(object.body.spec?.podSelector ?? {});
      // One for all pods is for those to come as well.
      if (used.has(policy) || selector === "everything") continue;
      const onHost = podsIn(cluster, namespace).some(
        ({ labels, spec }) => spec.hostNetwork && selects(object.body.spec?.podSelector ?? {}, labels),
      );
      const uncertain = strange.has(namespace)
        ? `objects of kinds that are not known may make pods in namespace ${namespace}`
        : podsIn(cluster, namespace).length === 0 && !complete
          ? `no pods of namespace ${namespace} are among the objects`
          : undefined;
      yield {
        object,
        field: "spec.podSelector",
        value: selector,
        what: onHost
          ? "all pods with these labels are on the network of their host, where most networks leave them out of policies"
          : `no pod of namespace ${namespace} has these labels`,
        ...(uncertain !== undefined && { uncertain }),
      };
    }
  },
};
