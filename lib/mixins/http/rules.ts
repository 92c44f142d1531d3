import { open } from "../../promql/metric.ts";
import { promql } from "../../promql/promql.ts";
import { record } from "../../promql/recording.ts";
import { handlerFailures, handlerRejections, handlerRequests, serviceBuckets } from "./series.ts";

const service = { namespace: open, service: open } as const;

const sum = (handlers: typeof handlerRequests) => promql`sum by (namespace, service) (${handlers()})`;

/** Below one request in ten seconds a single failure is no trend. */
export const trafficPerSecond = 0.1;

/** Requests a second of each service, over all its instances. */
export const requestRate = record("service:http_requests:rate5m", service, sum(handlerRequests));

/** Requests a second that ended in a server error. */
export const failureRate = record("service:http_requests_failed:rate5m", service, sum(handlerFailures));

/** Requests a second that were refused as the client's mistake. */
export const rejectionRate = record("service:http_requests_rejected:rate5m", service, sum(handlerRejections));

/** Share of requests that a service fails to answer; no series while nobody asks. */
export const errorRatio = record(
  "service:http_requests:error_ratio5m",
  service,
  promql`${failureRate()} / (${requestRate()} > 0)`,
);

const quantile = (share: number) => promql`histogram_quantile(${share}, ${serviceBuckets()})`;

/** Seconds within which half of the requests are answered. */
export const p50 = record("service:http_request_duration_seconds:p50_5m", service, quantile(0.5));

/** Seconds within which nine of ten requests are answered. */
export const p90 = record("service:http_request_duration_seconds:p90_5m", service, quantile(0.9));

/** Seconds within which 99 of 100 requests are answered. */
export const p99 = record("service:http_request_duration_seconds:p99_5m", service, quantile(0.99));

/** Seconds within which users are promised an answer; a bound of both instrumentations' buckets. */
export const promisedSeconds = 1;

const within = (le: string) => promql`sum by (namespace, service) (${serviceBuckets({ le })})`;

/** Requests a second of which is known how long they took. */
export const timedRate = record("service:http_requests_timed:rate5m", service, within("+Inf"));

/** Requests a second that took longer than promised. */
export const slowRate = record(
  "service:http_requests_slow:rate5m",
  service,
  promql`${timedRate()} - ${within(promisedSeconds.toFixed(1))}`,
);

/** Below one request a second on average, quiet hours are nothing unusual. */
const busyPerSecond = 1;

/** What a busy service is asked, as a share of its mean of six hours. */
export const shareOfUsual = record(
  "service:http_requests:usual_ratio6h",
  service,
  promql`${requestRate()} / (avg_over_time(${requestRate()}[6h]) > ${busyPerSecond})`,
);

/** 1 where a service of the last day tells nothing any more, else 0: it is gone, or nobody can see it. */
export const missing = record(
  "service:http_requests:missing",
  service,
  promql`(present_over_time(${requestRate()}[1d]) unless ${requestRate()}) or 0 * ${requestRate()}`,
);

/** In the order in which they build on one another; an instrumentation's own come before. */
export const recordings = [
  requestRate,
  failureRate,
  rejectionRate,
  errorRatio,
  p50,
  p90,
  p99,
  timedRate,
  slowRate,
  shareOfUsual,
  missing,
];
