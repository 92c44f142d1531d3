import type { Cluster } from "../cluster.ts";
import { thousandths } from "../quantity.ts";
import { autoscalerOf } from "./autoscalers.ts";
import { type Defaults, defaultsOf } from "./limit-ranges.ts";
import type { Container, Pods } from "./pod.ts";
import { containersOf } from "./pods.ts";

/** What pods ask for, in thousandths, by the names that quotas use: `requests.cpu`, `limits.memory`. */
export type Demand = Readonly<Record<string, number>>;

/** How many pods there may be at once at most, during a rollout as well; nothing where the objects do not tell. */
export function mostPods(cluster: Cluster, pods: Pods, nodes: number | undefined): number | undefined {
  const most = largestScale(cluster, pods, nodes);
  return most === undefined ? undefined : most + surgeOf(pods.owner, most);
}

/** How many pods there may be at most while nothing is rolled out; nothing where the objects do not tell. */
export const largestScale = (cluster: Cluster, { owner, replicas }: Pods, nodes: number | undefined) =>
  replicas === "node" ? nodes : (autoscalerOf(cluster, owner) ?? { maximum: replicas }).maximum;

/** How many pods a rollout may add. Deployments add a quarter unless they say otherwise, DaemonSets none. */
function surgeOf(owner: Pods["owner"], pods: number): number {
  const { type, rollingUpdate, usual } =
    owner.kind === "Deployment"
      ? { ...owner.body.spec?.strategy, usual: "25%" }
      : owner.kind === "DaemonSet"
        ? { ...owner.body.spec?.updateStrategy, usual: 0 }
        : { ...never, usual: 0 };
  if ((type ?? "RollingUpdate") !== "RollingUpdate") return 0;
  const surge = rollingUpdate?.maxSurge ?? usual;
  const isPart = typeof surge === "string" && surge.endsWith("%");
  return isPart ? Math.ceil((Number.parseFloat(surge) * pods) / 100) : Number(surge);
}

const never: { readonly type: string; readonly rollingUpdate?: { readonly maxSurge?: string | number } } = {
  type: "OnDelete",
};

/**
 * What one pod asks for: its containers together, or the largest of those that run before them, whichever is more; side-cars among
 * the latter run all the time. What the pod says as a whole stands for its containers.
 *
 * Source: PodRequests and PodLimits in k8s.io/component-helpers, resource/helpers.go.
 */
export function demandOf(cluster: Cluster, pods: Pods): Demand {
  const { spec, namespace } = pods;
  const defaults = defaultsOf(cluster, namespace);
  const found: Record<string, number> = {};
  for (const list of ["requests", "limits"] as const)
    for (const resource of resourcesOf(pods, defaults)) {
      const of = ({ resources = {} }: Container) => {
        const { requests = {}, limits = {} } = resources;
        const limit = limits[resource] ?? defaults.limits[resource];
        // A request defaults to the container's own limit first.
        const request = requests[resource] ?? limits[resource] ?? defaults.requests[resource];
        return thousandths((list === "limits" ? limit : request) ?? 0) ?? 0;
      };
      const { requests = {}, limits = {} } = spec.resources ?? {};
      const whole = list === "limits" ? limits[resource] : (requests[resource] ?? limits[resource]);
      const amount = isWholePods(resource) && whole !== undefined ? (thousandths(whole) ?? 0) : together(spec, of);
      const overhead = thousandths(spec.overhead?.[resource] ?? 0) ?? 0;
      // A pod without a limit has none with its overhead either.
      found[`${list}.${resource}`] = amount + (list === "limits" && amount === 0 ? 0 : overhead);
    }
  return found;
}

function together({ initContainers = [], containers = [] }: Pods["spec"], of: (each: Container) => number): number {
  let sidecars = 0;
  let before = 0;
  for (const container of initContainers) {
    before = Math.max(before, sidecars + of(container));
    if (container.restartPolicy === "Always") sidecars += of(container);
  }
  return Math.max(
    before,
    containers.reduce((sum, container) => sum + of(container), sidecars),
  );
}

const always = ["cpu", "memory"];

const isWholePods = (resource: string) => always.includes(resource) || resource.startsWith("hugepages-");

/** Processor and memory, and what else containers or defaults name. */
const resourcesOf = ({ spec }: Pods, defaults: Defaults): ReadonlySet<string> =>
  new Set([
    ...always,
    ...Object.keys(defaults.requests),
    ...containersOf(spec).flatMap(({ container: { resources: { requests = {}, limits = {} } = {} } }) => [
      ...Object.keys(requests),
      ...Object.keys(limits),
    ]),
  ]);
