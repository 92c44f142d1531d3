import type { Known } from "../model/manifest.ts";
import { nameOf } from "../model/manifest.ts";
import { mayDo } from "../model/rbac.ts";
import { selectionOf } from "../model/selection.ts";
import type { Rule } from "../rule.ts";

const slices = { group: "discovery.k8s.io", resource: "endpointslices" };
const core = (resource: string) => ({ group: "", resource });

/** A namespace in which Prometheus may not look for the targets of its monitors. */
export const discoveryForbidden: Rule = {
  id: "discovery-forbidden",
  topic: "reachability",
  severity: "error",
  sentence: "RBAC lets Prometheus discover targets in each namespace of its monitors.",
  why: "Prometheus finds no target there, and logs the reason only.",
  remedy: "bind a role with get, list and watch to the service account",
  *check(cluster, world) {
    const said = new Set<string>();
    for (const monitor of [...cluster.all("ServiceMonitor"), ...cluster.all("PodMonitor")])
      for (const who of selectionOf(cluster, monitor).by) {
        if (who.kind !== "Prometheus" && who.kind !== "PrometheusAgent") continue;
        const name = who.body.spec?.serviceAccountName ?? "default";
        const account = { namespace: who.namespace ?? "default", name };
        // Without the field the operator takes Endpoints or EndpointSlices, by its version.
        const role = who.body.spec?.serviceDiscoveryRole;
        const endpoints = role === "EndpointSlice" ? [slices] : role === "Endpoints" ? [core("endpoints")] : [];
        const needs = monitor.kind === "PodMonitor" ? [core("pods")] : [core("services"), core("pods"), ...endpoints];
        for (const namespace of namespacesOf(monitor, who.body.spec?.ignoreNamespaceSelectors))
          for (const need of needs) {
            const missing = ["list", "watch"].flatMap((verb) => {
              const act = { verb, ...need, ...(namespace !== undefined && { namespace }) };
              const answer = mayDo(cluster, world, account, act);
              return answer === "yes" ? [] : [{ verb, answer }];
            });
            const where = namespace === undefined ? "in all namespaces" : `in namespace ${namespace}`;
            const id = `${nameOf(who)} ${need.resource} ${where}`;
            if (missing.length === 0 || said.has(id)) continue;
            said.add(id);
            yield {
              object: who,
              field: "spec.serviceAccountName",
              value: name,
              what: `it may not ${missing.map(({ verb }) => verb).join(" and ")} ${need.resource} ${where}, where ${nameOf(monitor)} looks for targets`,
              ...(missing.every(({ answer }) => answer === "unknown") && {
                uncertain: "not all of its bindings and roles are among the objects",
              }),
            };
          }
      }
  },
};

/** Where a monitor looks; nothing for everywhere. */
function namespacesOf(
  { namespace, body }: Known<"ServiceMonitor"> | Known<"PodMonitor">,
  ownOnly = false,
): readonly (string | undefined)[] {
  const { any = false, matchNames = [] } = body.spec?.namespaceSelector ?? {};
  if (ownOnly) return [namespace];
  if (any) return [undefined];
  return matchNames.length > 0 ? matchNames : [namespace];
}
