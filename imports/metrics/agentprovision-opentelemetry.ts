// Written by hand from documentation, not recorded: OpenTelemetry's semantic conventions for HTTP server metrics, as Python's
// instrumentation and its Prometheus exporter give them with OTEL_SEMCONV_STABILITY_OPT_IN=http.
// https://opentelemetry.io/docs/specs/semconv/http/http-metrics/
// https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/
import { histogram, open, type Source } from "../../lib/promql/metric.ts";

/** Where these series are described. */
export const source = {
  "program": "documentation",
  "version": "OpenTelemetry semantic conventions 1.23, HTTP metrics (stable)",
  "flags": ["OTEL_SEMCONV_STABILITY_OPT_IN=http"]
} as const satisfies Source;

const target = { container: open, endpoint: open, instance: open, job: open, namespace: open, pod: open, service: open } as const;

/** Duration of HTTP server requests; attributes that were not set are missing as labels. */
export const httpServerRequestDurationSeconds = histogram("http_server_request_duration_seconds", { ...target, error_type: open, http_request_method: open, http_response_status_code: open, http_route: open, network_protocol_version: open, otel_scope_name: open, otel_scope_version: open, url_scheme: open }, ["error_type", "http_request_method", "http_response_status_code", "http_route", "instance", "network_protocol_version", "url_scheme"]);
