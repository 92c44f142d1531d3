import { dirname } from "node:path";
import type { Cluster } from "../model/cluster.ts";
import { type Known, type Manifest, nameOf, saysNamespace } from "../model/manifest.ts";
import { claimsOf } from "../model/pods/claims.ts";
import { demandOf } from "../model/pods/demand.ts";
import { defaultsOf, outside } from "../model/pods/limit-ranges.ts";
import type { Pods } from "../model/pods/pod.ts";
import { containersOf, podsIn } from "../model/pods/pods.ts";
import { quantityText, thousandths } from "../model/quantity.ts";
import type { Found, Rule } from "../rule.ts";

/** A container, pod or claim that takes more or less than its namespace permits to one. */
export const outsideLimitRange: Rule = {
  id: "outside-limit-range",
  topic: "objects",
  severity: "error",
  sentence: "What each container, pod and claim takes is within the bounds of its namespace's LimitRanges.",
  why: "The API server refuses the claim, or each of the pods: their workload is accepted and stays at no replicas.",
  remedy: "change the resources, or the bounds",
  // Source: PodValidateLimitFunc in k8s.io/kubernetes, plugin/pkg/admission/limitranger/admission.go.
  *check(cluster, { complete }) {
    for (const range of cluster.all("LimitRange"))
      for (const bounds of range.body.spec?.limits ?? [])
        for (const { permitted, ...found } of judged[bounds.type ?? ""]?.(cluster, range, bounds) ?? [])
          yield {
            ...found,
            lacking: range,
            what: `${nameOf(range)} permits ${permitted}`,
            ...(!complete &&
              isApart(range, found.object) && {
                uncertain: `${nameOf(range)} names no namespace, and stands in a folder of its own`,
              }),
          };
  },
};

type Range = Known<"LimitRange">;
type Bounds = Parameters<typeof outside>[0];
type Judged = Omit<Found, "what"> & { readonly permitted: string };

const judged: Readonly<Record<string, (cluster: Cluster, range: Range, bounds: Bounds) => Iterable<Judged>>> = {
  *Container(cluster, { namespace = "default" }, bounds) {
    const defaults = defaultsOf(cluster, namespace);
    for (const { owner, spec, field } of podsIn(cluster, namespace).filter(isOwn))
      for (const { container, field: below } of containersOf(spec)) {
        const { requests = {}, limits = {} } = container.resources ?? {};
        const said = (name: string) => ({
          requests: requests[name] ?? limits[name] ?? defaults.requests[name],
          limits: limits[name] ?? defaults.limits[name],
        });
        for (const { list, resource, ...found } of outside(bounds, said))
          yield { object: owner, field: `${field}.${below}.resources.${list}.${resource}`, ...found };
      }
  },
  *Pod(cluster, { namespace = "default" }, bounds) {
    for (const pods of podsIn(cluster, namespace).filter(isOwn)) {
      if (hasOtherThanAmounts(pods)) continue;
      const demand = demandOf(cluster, pods);
      const sum = (name: string) => exactly(name, demand[name] ?? 0);
      const said = (name: string) => ({ requests: sum(`requests.${name}`), limits: sum(`limits.${name}`) });
      for (const { list, resource, value, permitted } of outside(bounds, said))
        yield { object: pods.owner, field: pods.field, value: `${list}.${resource} ${value}`, permitted };
    }
  },
  *PersistentVolumeClaim(cluster, { namespace = "default" }, bounds) {
    for (const claim of claimsOf(cluster).filter((each) => each.namespace === namespace)) {
      // Of limits nothing is asked.
      const said = (name: string) => {
        const requests = claim.spec.resources?.requests?.[name];
        return { requests, limits: requests };
      };
      for (const { list, resource, ...found } of outside(bounds, said))
        if (list === "requests")
          yield { object: claim.object, field: `${claim.field}.resources.requests.${resource}`, ...found };
    }
  },
};

/** Whether a container says something that is no amount: nothing can be added up then. */
const hasOtherThanAmounts = ({ spec }: Pods): boolean =>
  containersOf(spec).some(({ container: { resources: { requests = {}, limits = {} } = {} } }) =>
    [...Object.values(requests), ...Object.values(limits)].some((amount) => thousandths(amount) === undefined),
  );

/** Whether a range binds an object only if somebody applies both to one namespace: neither says so, and their folders differ. */
function isApart(range: Range, { origin }: Manifest): boolean {
  const [own, other] = [dirname(range.origin.file), dirname(origin.file)];
  return !saysNamespace(range) && own !== other && !other.startsWith(`${own}/`);
}

/** Nothing where nothing is said; in plain numbers where others would round. */
function exactly(name: string, amount: number): string | undefined {
  const text = quantityText(name, amount);
  return amount === 0 ? undefined : thousandths(text) === amount ? text : `${amount / 1000}`;
}

/** To what its own containers lack, an operator adds what is not known here. */
const isOwn = ({ owner }: Pods): boolean => owner.group !== "monitoring.coreos.com";
