import { histogram, open } from "../../lib/promql/metric.ts";

const target = { namespace: open, service: open, pod: open, container: open, endpoint: open, job: open, instance: open, node: open } as const;

export const httpServerRequestDurationSeconds = histogram("http_server_request_duration_seconds", { ...target, http_request_method: open, http_response_status_code: open, http_route: open }, ["instance", "http_request_method", "http_response_status_code", "http_route"]);
