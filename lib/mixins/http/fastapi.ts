import {
  httpRequestDurationHighrSeconds,
  httpRequestDurationSeconds,
  httpRequestsTotal,
} from "../../../imports/metrics/agentprovision.ts";
import type { Choice, Selector } from "../../promql/metric.ts";
import { promql } from "../../promql/promql.ts";
import type { Instrumentation } from "./series.ts";

const by = (selector: Selector) => promql`sum by (namespace, service, handler) (rate(${selector}[5m]))`;

/** What prometheus-fastapi-instrumentator tells of the chosen handlers. */
export function fastapi(handler: Choice<string>): Instrumentation {
  const { count, sum } = httpRequestDurationSeconds;
  const requests = by(httpRequestsTotal({ handler }));
  return {
    requests,
    failures: by(httpRequestsTotal({ handler, status: "5xx" })),
    rejections: by(httpRequestsTotal({ handler, status: "4xx" })),
    // Other programs have a histogram of that name, too: kube-state-metrics does.
    duration: promql`${by(sum({ handler }))} / (${by(count({ handler }))} > 0) and ${requests}`,
    // The histogram with handlers ends at one second; the fine one has no handlers, so it counts probes and scrapes, too.
    buckets: promql`sum by (namespace, service, le) (rate(${httpRequestDurationHighrSeconds.bucket()}[5m]))`,
  };
}
