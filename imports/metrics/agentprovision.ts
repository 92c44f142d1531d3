import { counter, histogram, open } from "../../lib/promql/metric.ts";

const target = { namespace: open, service: open, pod: open, container: open, endpoint: open, job: open, instance: open, node: open } as const;

export const httpRequestsTotal = counter("http_requests_total", { ...target, handler: open, method: open, status: ["1xx", "2xx", "3xx", "4xx", "5xx"] }, ["instance", "handler", "method", "status"]);
export const httpRequestDurationHighrSeconds = histogram("http_request_duration_highr_seconds", { ...target }, ["instance"]);
export const httpRequestDurationSeconds = histogram("http_request_duration_seconds", { ...target, handler: open, method: open }, ["instance", "handler", "method"]);
