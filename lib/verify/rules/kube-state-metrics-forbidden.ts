import { mayDo } from "../model/access/rbac.ts";
import { withoutToken } from "../model/access/token.ts";
import { accountOf, podsOf } from "../model/pods/pods.ts";
import type { Rule } from "../rule.ts";

const groups: Readonly<Record<string, string>> = {
  ...Object.fromEntries(["daemonsets", "deployments", "replicasets", "statefulsets"].map((name) => [name, "apps"])),
  horizontalpodautoscalers: "autoscaling",
  cronjobs: "batch",
  jobs: "batch",
  certificatesigningrequests: "certificates.k8s.io",
  leases: "coordination.k8s.io",
  ingresses: "networking.k8s.io",
  networkpolicies: "networking.k8s.io",
  poddisruptionbudgets: "policy",
  storageclasses: "storage.k8s.io",
  volumeattachments: "storage.k8s.io",
  mutatingwebhookconfigurations: "admissionregistration.k8s.io",
  validatingwebhookconfigurations: "admissionregistration.k8s.io",
};
const ofCore = [
  ...["configmaps", "endpoints", "limitranges", "namespaces", "nodes", "persistentvolumeclaims", "persistentvolumes"],
  ...["pods", "replicationcontrollers", "resourcequotas", "secrets", "services", "serviceaccounts"],
];
const known = new Set([...Object.keys(groups), ...ofCore]);
/** Not among those that it reads where nobody says which. Source: kube-state-metrics 2.20, pkg/options/resource.go. */
const onRequest = new Set(["endpoints", "serviceaccounts"]);

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
        if (!/(^|\/)kube-state-metrics[:@]/.test(image) || args.some((arg) => /^--namespaces=/.test(arg))) continue;
        const tokenless = withoutToken(cluster, pods);
        if (tokenless) {
          yield { object: owner, ...tokenless };
          continue;
        }
        const at = args.findIndex((arg) => arg.startsWith("--resources="));
        const asked = args[at]?.slice("--resources=".length).split(",");
        const account = accountOf(pods);
        for (const resource of asked ?? [...known].filter((name) => !onRequest.has(name))) {
          if (!known.has(resource)) continue;
          const group = groups[resource] ?? "";
          const answers = ["list", "watch"].map((verb) => ({
            verb,
            answer: mayDo(cluster, world, account, { verb, group, resource }),
          }));
          const missing = answers.filter(({ answer }) => answer !== "yes");
          if (missing.length === 0) continue;
          yield {
            object: owner,
            field: asked === undefined ? `${field}.containers[${index}]` : `${field}.containers[${index}].args[${at}]`,
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
