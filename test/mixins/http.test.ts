import { expect, test } from "vitest";
import { http } from "../../lib/mixins/http/index.ts";
import { instrumented } from "./everything.ts";

const fastapi = http([instrumented("fastapi-instrumentator")]);
const opentelemetry = http([instrumented("opentelemetry")]);
const both = http([
  instrumented("opentelemetry"),
  instrumented("fastapi-instrumentator"),
  instrumented("opentelemetry"),
]);
const seriesOf = ({ recordings }: typeof fastapi) => recordings.map(({ series }) => series);
const expressionOf = ({ recordings }: typeof fastapi, name: string) =>
  recordings.find(({ series }) => series === name)?.expr.expression ?? "";

test("alerts and panels find the same series whatever counts the requests", () => {
  expect(seriesOf(opentelemetry)).toEqual(seriesOf(fastapi));
  expect(seriesOf(both)).toEqual(seriesOf(fastapi));
});

test("an environment records from what its applications have, and nothing else", () => {
  expect(expressionOf(fastapi, "handler:http_requests:rate5m")).not.toContain("http_server_request_duration");
  expect(expressionOf(opentelemetry, "handler:http_requests:rate5m")).not.toContain("http_requests_total");
  expect(expressionOf(both, "handler:http_requests:rate5m")).toMatch(
    /^sum by .*http_requests_total.* or sum by .*http_server_request_duration_seconds_count/,
  );
});

test("probes and scrapes of all applications are no requests", () => {
  const mixin = http([
    instrumented("fastapi-instrumentator", "/metrics"),
    instrumented("fastapi-instrumentator", "/internal.metrics"),
  ]);
  expect(expressionOf(mixin, "handler:http_requests:rate5m")).toContain(
    String.raw`handler!~"/healthz|/internal\\.metrics|/metrics"`,
  );
});

test("failures are zero, not absent, while nothing fails", () => {
  for (const mixin of [fastapi, opentelemetry])
    expect(expressionOf(mixin, "handler:http_requests_failed:rate5m")).toContain("or 0 * ");
});
