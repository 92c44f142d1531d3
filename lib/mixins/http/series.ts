import { open } from "../../promql/metric.ts";
import type { Expression } from "../../promql/promql.ts";
import { recorded } from "../../promql/recording.ts";

const service = { namespace: open, service: open } as const;
const handler = { ...service, handler: open } as const;

/** Requests a second of each handler: a route of the application, not an address. */
export const handlerRequests = recorded("gauge", "handler:http_requests:rate5m", handler);

/** Requests a second that ended in a server error; zero, not absent, while nothing fails. */
export const handlerFailures = recorded("gauge", "handler:http_requests_failed:rate5m", handler);

/** Requests a second that were refused as the client's mistake. */
export const handlerRejections = recorded("gauge", "handler:http_requests_rejected:rate5m", handler);

/** Seconds that a handler takes on average. */
export const handlerDuration = recorded("gauge", "handler:http_request_duration_seconds:mean5m", handler);

/** Requests a second that were answered within `le` seconds. */
export const serviceBuckets = recorded("bucket", "service:http_request_duration_seconds_bucket:rate5m", {
  ...service,
  le: open,
});

/** What an instrumentation can tell: an expression for each of these series. */
export interface Instrumentation {
  readonly requests: Expression;
  readonly failures: Expression;
  readonly rejections: Expression;
  readonly duration: Expression;
  readonly buckets: Expression;
}
