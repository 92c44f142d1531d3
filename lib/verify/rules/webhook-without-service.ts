import { nameOf } from "../model/manifest.ts";
import { askedServices } from "../model/network/asked-services.ts";
import { missingOf } from "../model/network/backends.ts";
import type { Rule } from "../rule.ts";

/** Without another one, the API server asks this port. Source: ServiceReference in k8s.io/api 0.34, admissionregistration/v1/types.go. */
const usual = 443;

/** A webhook or an aggregated API whose Service or port is not there. */
export const webhookWithoutService: Rule = {
  id: "webhook-without-service",
  topic: "objects",
  severity: "error",
  sentence: "Each Service that a webhook or an APIService names exists with that port.",
  why: "The API server refuses what the webhook was to judge, pods often among it, or does not serve the API.",
  remedy: "mend the name, the namespace or the port, or remove it",
  *check(cluster, world) {
    for (const { object, ...service } of askedServices(cluster)) {
      const missing = missingOf(cluster, world, { ...service, port: service.port ?? usual });
      if (!missing) continue;
      const isUsual = service.port === undefined && missing.lacking !== undefined;
      yield {
        object,
        ...missing,
        ...(isUsual && { what: `${nameOf(missing.lacking)} has no such port, and the webhook names no other` }),
      };
    }
  },
};
