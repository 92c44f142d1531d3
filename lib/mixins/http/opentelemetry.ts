import { httpServerRequestDurationSeconds } from "../../../imports/metrics/agentprovision-opentelemetry.ts";
import { type Choice, matching, type Selector } from "../../promql/metric.ts";
import { promql } from "../../promql/promql.ts";
import type { Instrumentation } from "./series.ts";

const by = (selector: Selector) => promql`
  sum by (namespace, service, handler) (
    label_replace(rate(${selector}[5m]), "handler", "$1", "http_route", "(.*)"))`;

/** What OpenTelemetry's stable conventions for HTTP servers tell of the chosen routes. */
export function opentelemetry(http_route: Choice<string>): Instrumentation {
  const { bucket, count, sum } = httpServerRequestDurationSeconds;
  const requests = by(count({ http_route }));
  const answered = (code: string) => by(count({ http_route, http_response_status_code: matching(code) }));
  return {
    requests,
    failures: answered("5.."),
    rejections: answered("4.."),
    duration: promql`${by(sum({ http_route }))} / (${requests} > 0)`,
    buckets: promql`sum by (namespace, service, le) (rate(${bucket({ http_route })}[5m]))`,
  };
}
