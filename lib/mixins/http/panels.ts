import { panelsOf } from "../../grafana/panel.ts";
import { variable } from "../../grafana/variable.ts";
import { promql } from "../../promql/promql.ts";
import { firingAlerts } from "../firing.ts";
import { alerts, errorRatioLimit, latencyLimitSeconds } from "./alerts.ts";
import { errorRatio, failureRate, p50, p90, p99, rejectionRate, requestRate } from "./rules.ts";
import { handlerDuration, handlerFailures, handlerRequests } from "./series.ts";

const { graph, stat, above } = panelsOf("http", alerts);
const chosen = { namespace: variable("namespace"), service: variable("service") };

/** Alerts of the applications that are firing. */
export const firing = firingAlerts("http", "Firing alerts of the applications");

/** Over all applications, for the overview. */
export const errorsNow = stat({
  title: "Failed requests now",
  description: "Share of requests that each application fails to answer. Red: HighErrorRate is about to fire or fires.",
  unit: "percentunit",
  queries: { "{{service}}": promql`${errorRatio()}` },
  limits: [above("HighErrorRate", errorRatioLimit)],
  details: "errors-and-latency",
});

/** Over all applications, for the overview. */
export const latencyNow = stat({
  title: "Response time now",
  description: "Nine of ten requests are answered within this time. Red: HighLatency is about to fire or fires.",
  unit: "s",
  queries: { "{{service}}": promql`${p90()}` },
  limits: [above("HighLatency", latencyLimitSeconds)],
  details: "errors-and-latency",
});

/** Over all applications, for the overview. */
export const requestsNow = stat({
  title: "Requests now",
  description: "Requests a second of users; probes and scrapes are not counted. None in business hours is an outage.",
  unit: "reqps",
  queries: { "{{service}}": promql`${requestRate()}` },
  details: "application-performance",
});

export const requests = graph({
  title: "Requests",
  description: "Requests a second over all instances. A sudden drop is as bad a sign as a peak.",
  unit: "reqps",
  queries: { "{{service}}": promql`${requestRate(chosen)}` },
});

export const answers = graph({
  title: "Requests without success",
  description:
    "Failed requests are the application's fault (5xx), rejected ones the caller's (4xx). Many rejections after a release may still be the release's fault.",
  unit: "reqps",
  queries: {
    "{{service}} failed": promql`${failureRate(chosen)}`,
    "{{service}} rejected": promql`${rejectionRate(chosen)}`,
  },
});

export const errors = graph({
  title: "Failed requests",
  description: "Share of requests that end in a server error. Above the line HighErrorRate fires: follow its runbook.",
  unit: "percentunit",
  queries: { "{{service}}": promql`${errorRatio(chosen)}` },
  limits: [above("HighErrorRate", errorRatioLimit)],
});

export const latencies = graph({
  title: "Response time",
  description:
    "Half, nine tenths and 99% of requests are answered within this time. The line is HighLatency's limit for nine tenths.",
  unit: "s",
  queries: {
    "{{service}} p50": promql`${p50(chosen)}`,
    "{{service}} p90": promql`${p90(chosen)}`,
    "{{service}} p99": promql`${p99(chosen)}`,
  },
  limits: [above("HighLatency", latencyLimitSeconds)],
});

export const busyHandlers = graph({
  title: "Busiest handlers",
  description: "The ten handlers with the most requests. One that grows alone points to a single client or feature.",
  unit: "reqps",
  queries: { "{{service}} {{handler}}": promql`topk(10, ${handlerRequests(chosen)})` },
});

export const failingHandlers = graph({
  title: "Failing handlers",
  description:
    "The ten handlers with the most server errors. A single one points to its code or what only it uses; all of them to a shared dependency.",
  unit: "reqps",
  queries: { "{{service}} {{handler}}": promql`topk(10, ${handlerFailures(chosen)} > 0)` },
});

export const slowHandlers = graph({
  title: "Slowest handlers",
  description:
    "The ten handlers that take longest on average. A single one points to its queries; all of them to the database, to throttling or to the network.",
  unit: "s",
  queries: { "{{service}} {{handler}}": promql`topk(10, ${handlerDuration(chosen)})` },
});
