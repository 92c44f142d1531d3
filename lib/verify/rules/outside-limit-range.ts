import { defaultsOf } from "../model/limit-ranges.ts";
import { nameOf } from "../model/manifest.ts";
import { containersOf, podsIn } from "../model/pods.ts";
import { thousandths } from "../model/quantity.ts";
import type { Rule } from "../rule.ts";

/** A container that takes more or less than its namespace permits to one. */
export const outsideLimitRange: Rule = {
  id: "outside-limit-range",
  topic: "objects",
  severity: "error",
  sentence: "Requests and limits of each container are within the bounds of its namespace's LimitRanges.",
  why: "The API server refuses each of the pods; the workload is accepted and stays at no replicas.",
  remedy: "change the container's resources, or the bounds",
  // Source: PodValidateLimitFunc in k8s.io/kubernetes, plugin/pkg/admission/limitranger/admission.go.
  *check(cluster) {
    for (const range of cluster.all("LimitRange")) {
      const namespace = range.namespace ?? "default";
      const defaults = defaultsOf(cluster, namespace);
      const bounds = (range.body.spec?.limits ?? []).filter(({ type }) => type === "Container");
      for (const { owner, spec, field } of bounds.length > 0 ? podsIn(cluster, namespace) : []) {
        if (owner.group === "monitoring.coreos.com") continue;
        for (const { container, field: below } of containersOf(spec)) {
          const { requests = {}, limits = {} } = container.resources ?? {};
          const said = (name: string) => {
            const limit = limits[name] ?? defaults.limits[name];
            return { requests: requests[name] ?? limits[name] ?? defaults.requests[name], limits: limit };
          };
          for (const { min = {}, max = {}, maxLimitRequestRatio: ratios = {} } of bounds) {
            const at = (list: string, name: string) => ({
              object: owner,
              field: `${field}.${below}.resources.${list}.${name}`,
            });
            for (const [name, bound] of [...Object.entries(min), ...Object.entries(max)])
              for (const [list, value] of Object.entries(said(name))) {
                if (value === undefined) continue;
                const [amount = 0, least = 0] = [thousandths(value), thousandths(bound)];
                const isTooLittle = bound === min[name] && amount < least;
                const isTooMuch = bound === max[name] && amount > least;
                if (isTooLittle || isTooMuch)
                  yield {
                    ...at(list, name),
                    value: `${value}`,
                    what: `${nameOf(range)} permits ${isTooLittle ? "no less" : "no more"} than ${bound}`,
                  };
              }
            for (const [name, ratio] of Object.entries(ratios)) {
              const { requests: request = 0, limits: limit = 0 } = said(name);
              const [least = 0, most = 0] = [thousandths(request), thousandths(limit)];
              if (least > 0 && most > 0 && most / least <= Number(ratio)) continue;
              yield {
                ...at("limits", name),
                value: `${limit}`,
                what: `${nameOf(range)} permits ${ratio} times the request, which is ${request}`,
              };
            }
          }
        }
      }
    }
  },
};
