import type { Cluster } from "../cluster.ts";
import type { Known } from "../manifest.ts";
import { selects } from "../selector.ts";
import { demandOf } from "./demand.ts";
import type { Pods } from "./pod.ts";

/**
 * The pods of its namespace that a quota counts; nothing where it has a scope that is not known here.
 *
 * Source: podMatchesScopeFunc in k8s.io/kubernetes, pkg/quota/v1/evaluator/core/pods.go.
 */
export function podsCounted(
  cluster: Cluster,
  { body }: Known<"ResourceQuota">,
  all: readonly Pods[],
): readonly Pods[] | undefined {
  const { scopes = [], scopeSelector: { matchExpressions = [] } = {} } = body.spec ?? {};
  const asked: readonly Asked[] = [
    ...scopes.map((scopeName) => ({ scopeName, operator: "Exists" })),
    ...matchExpressions,
  ];
  if (asked.some(({ scopeName = "" }) => !(scopeName in inScope))) return undefined;
  return all.filter((pods) => asked.every((each) => inScope[each.scopeName ?? ""]?.(cluster, pods, each)));
}

interface Asked {
  readonly scopeName?: string;
  readonly operator?: string;
  readonly values?: readonly string[];
}

const isBestEffort = (cluster: Cluster, pods: Pods) =>
  Object.entries(demandOf(cluster, pods)).every(([name, amount]) => amount === 0 || !/\.(cpu|memory)$/.test(name));

const isTerminating = ({ spec }: Pods) => spec.activeDeadlineSeconds !== undefined;

const inScope: Readonly<Record<string, (cluster: Cluster, pods: Pods, asked: Asked) => boolean>> = {
  BestEffort: isBestEffort,
  NotBestEffort: (cluster, pods) => !isBestEffort(cluster, pods),
  Terminating: (_, pods) => isTerminating(pods),
  NotTerminating: (_, pods) => !isTerminating(pods),
  PriorityClass: (cluster, { spec }, { operator = "", values = [] }) => {
    const name = spec.priorityClassName || cluster.derived(usualPriorityClass);
    const labels = name === undefined ? {} : { PriorityClass: name };
    return selects({ matchExpressions: [{ key: "PriorityClass", operator, values }] }, labels);
  },
};

const usualPriorityClass = (cluster: Cluster): string | undefined =>
  cluster.all("PriorityClass").find(({ body }) => body.globalDefault)?.name;
