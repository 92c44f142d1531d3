import { httpRequestDurationHighrSeconds, httpRequestsTotal } from "../../../imports/metrics/agentprovision.ts";
import type { Series } from "../../alerting/cases.ts";
import type { Samples } from "../../alerting/samples.ts";
import { series } from "../case-series.ts";

/** Whom the cases speak of. */
export const service = { namespace: "agentprovision", service: "agentprovision" };

/** Requests to a handler with such answers. */
export const answers = (handler: string, status: "2xx" | "5xx", samples: Samples): Series =>
  series(httpRequestsTotal, { ...service, handler, method: "GET", status }, samples);

/** Requests to a handler, some with success, some without. */
export const requests = (answered: Samples, failed: Samples): Series[] => [
  answers("/api/v1/agents", "2xx", answered),
  answers("/api/v1/agents", "5xx", failed),
];

/** All without failure, so many of them within a second, all within two and a half. */
export const timed = (all: Samples, fast: Samples): Series[] => [
  answers("/api/v1/agents", "2xx", all),
  series(httpRequestDurationHighrSeconds.bucket, { ...service, le: "1.0" }, fast),
  series(httpRequestDurationHighrSeconds.bucket, { ...service, le: "2.5" }, all),
  series(httpRequestDurationHighrSeconds.bucket, { ...service, le: "+Inf" }, all),
];
