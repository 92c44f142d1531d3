import { mayDo } from "../model/access/rbac.ts";
import { groupsOfState, isStateMetrics, toldBy } from "../model/access/state-resources.ts";
import { withoutToken } from "../model/access/token.ts";
import { accountOf, podsOf } from "../model/pods/pods.ts";
import type { Rule } from "../rule.ts";

/** A resource of which kube-state-metrics is to tell and that it may not list. */
export const kubeStateMetricsForbidden: Rule = {
  id: "kube-state-metrics-forbidden",
  topic: "reachability",
  severity: "error",
  sentence: "RBAC lets kube-state-metrics list and watch each resource of which it is to tell.",
  why: "Series of that resource are missing, and alerts on them stay silent.",
  remedy: "add the resource with list and watch to its ClusterRole, or take it out of --resources",
  *check(cluster, world) {
    for (const pods of podsOf(cluster)) {
      const { owner, spec, field } = pods;
      for (const [index, { image = "", args = [] }] of (spec.containers ?? []).entries()) {
        // Restricted to some namespaces it needs roles there only.
        if (!isStateMetrics(image) || args.some((arg) => /^--namespaces=/.test(arg))) continue;
        const tokenless = withoutToken(cluster, pods);
        if (tokenless) {
          yield { object: owner, ...tokenless };
          continue;
        }
        const told = toldBy(image, args);
        const account = accountOf(pods);
        for (const resource of told.surely) {
          const group = groupsOfState.get(resource);
          if (group === undefined) continue;
          const answers = ["list", "watch"].map((verb) => ({
            verb,
            answer: mayDo(cluster, world, account, { verb, group, resource }),
          }));
          const missing = answers.filter(({ answer }) => answer !== "yes");
          if (missing.length === 0) continue;
          yield {
            object: owner,
            field: `${field}.containers[${index}]${told.argument === undefined ? "" : `.args[${told.argument}]`}`,
            value: resource,
            what: `ServiceAccount ${account.namespace}/${account.name} may not ${missing.map(({ verb }) => verb).join(" and ")} it in all namespaces`,
            ...(/[:]v?1\./.test(image) && {
              uncertain: "version 1 asks older groups of the API, which this rule does not know",
            }),
            ...(missing.every(({ answer }) => answer === "unknown") && {
              uncertain: "not all of its bindings and roles are among the objects",
            }),
          };
        }
      }
    }
  },
};
