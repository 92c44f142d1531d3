import type { Cluster } from "../cluster.ts";
import type { Known } from "../manifest.ts";
import { thousandths } from "../quantity.ts";

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

type Bounds = NonNullable<NonNullable<Known<"LimitRange">["body"]["spec"]>["limits"]>[number];

/** Amounts as somebody wrote them, or as they add up. */
export interface Said {
  readonly requests?: string | number | undefined;
  readonly limits?: string | number | undefined;
}

/** An amount that is not within bounds. */
export interface Outside {
  readonly list: keyof Said;
  readonly resource: string;
  readonly value: string;
  /** What the bounds permit: `no more than 1Gi`. */
  readonly permitted: string;
}

/**
 * What is not within bounds of what is said of each resource. Where there is a least or a most, something must be said.
 *
 * Source: minConstraint, maxConstraint and limitRequestRatioConstraint in k8s.io/kubernetes, plugin/pkg/admission/limitranger.
 */
export function* outside(
  { min = {}, max = {}, maxLimitRequestRatio: ratios = {} }: Bounds,
  said: (resource: string) => Said,
): Generator<Outside> {
  for (const [bounds, must, permitted, breaks] of [
    [min, "requests", "no less than", (amount: number, bound: number) => amount < bound],
    [max, "limits", "no more than", (amount: number, bound: number) => amount > bound],
  ] as const)
    for (const [resource, bound] of Object.entries(bounds)) {
      const values = said(resource);
      for (const list of ["requests", "limits"] as const) {
        const value = values[list];
        const isOutside =
          value === undefined ? list === must : breaks(thousandths(value) ?? 0, thousandths(bound) ?? 0);
        if (isOutside)
          yield {
            list,
            resource,
            value: value === undefined ? "nothing" : `${value}`,
            permitted: `${permitted} ${bound}`,
          };
      }
    }
  for (const [resource, ratio] of Object.entries(ratios)) {
    const { requests = 0, limits = 0 } = said(resource);
    const [least = 0, most = 0] = [thousandths(requests), thousandths(limits)];
    if (least > 0 && most > 0 && (most / least) * 1000 <= (thousandths(ratio) ?? 0)) continue;
    const isSaid = least > 0 && most > 0;
    yield {
      list: "limits",
      resource,
      value: isSaid ? `${limits}` : "nothing",
      permitted: isSaid
        ? `${ratio} times the request, which is ${requests}`
        : `only what has both a request and a limit`,
    };
  }
}
