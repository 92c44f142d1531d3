import { autoscalerOf } from "./autoscalers.ts";
import type { Cluster } from "./cluster.ts";
import { defaultsOf } from "./limit-ranges.ts";
import type { Container, Pods } from "./pod.ts";
import { thousandths } from "./quantity.ts";

/** What pods ask for, in thousandths, by the names that quotas use: `requests.cpu`, `limits.memory`. */
export type Demand = Readonly<Record<string, number>>;

/** How many pods there may be at once at most, during a rollout as well; nothing where the objects do not tell. */
export function mostPods(cluster: Cluster, { owner, replicas }: Pods, nodes: number | undefined): number | undefined {
  if (replicas === "node") return nodes;
  const scaler = autoscalerOf(cluster, owner);
  const most = scaler ? scaler.maximum : replicas;
  if (most === undefined || owner.kind !== "Deployment") return most;
  const { type = "RollingUpdate", rollingUpdate = {} } = owner.body.spec?.strategy ?? {};
  const { maxSurge = "25%" } = rollingUpdate;
  if (type !== "RollingUpdate") return most;
  const isPart = typeof maxSurge === "string" && maxSurge.endsWith("%");
  return most + (isPart ? Math.ceil((Number.parseFloat(maxSurge) * most) / 100) : Number(maxSurge));
}

/**
 * What one pod asks for: its containers together, or the largest of those that run before them, whichever is more; side-cars among
 * the latter run all the time. Source: PodRequests in k8s.io/component-helpers, resource/helpers.go.
 */
export function demandOf(cluster: Cluster, { spec, namespace }: Pods): Demand {
  const defaults = defaultsOf(cluster, namespace);
  const found: Record<string, number> = {};
  for (const list of ["requests", "limits"] as const)
    for (const resource of ["cpu", "memory"] as const) {
      const of = ({ resources = {} }: Container) => {
        const { requests = {}, limits = {} } = resources;
        const limit = limits[resource] ?? defaults.limits[resource];
        // A request defaults to the container's own limit first.
        const request = requests[resource] ?? limits[resource] ?? defaults.requests[resource];
        return thousandths((list === "limits" ? limit : request) ?? 0) ?? 0;
      };
      let sidecars = 0;
      let before = 0;
      for (const container of spec.initContainers ?? []) {
        before = Math.max(before, sidecars + of(container));
        if (container.restartPolicy === "Always") sidecars += of(container);
      }
      const together = (spec.containers ?? []).reduce((sum, container) => sum + of(container), sidecars);
      found[`${list}.${resource}`] = Math.max(before, together) + (thousandths(spec.overhead?.[resource] ?? 0) ?? 0);
    }
  return found;
}
