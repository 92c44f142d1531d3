import type { Cluster } from "./cluster.ts";

type Amounts = Readonly<Record<string, string | number>>;

/** What a namespace gives to containers that say nothing. */
export interface Defaults {
  readonly requests: Amounts;
  readonly limits: Amounts;
}

/**
 * The defaults of a namespace's LimitRanges. A container's request defaults to its limit, then to `defaultRequest`, then to the
 * default limit; the smallest maximum and the largest minimum are defaults too where no other is given.
 *
 * Source: SetDefaults_LimitRangeItem in k8s.io/kubernetes, pkg/apis/core/v1/defaults.go.
 */
export function defaultsOf(cluster: Cluster, namespace: string): Defaults {
  const requests: Record<string, string | number> = {};
  const limits: Record<string, string | number> = {};
  for (const { body } of cluster.in("LimitRange", namespace))
    for (const { type, max, min, default: limit, defaultRequest } of body.spec?.limits ?? []) {
      if (type !== "Container") continue;
      const ownLimits = { ...max, ...limit };
      Object.assign(limits, ownLimits);
      Object.assign(requests, { ...min, ...ownLimits, ...defaultRequest });
    }
  return { requests, limits };
}
