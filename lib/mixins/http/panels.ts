import { panelsOf } from "../../grafana/panel.ts";
import { variable } from "../../grafana/variable.ts";
import { promql } from "../../promql/promql.ts";
import { firingAlerts } from "../firing.ts";
import { alerts, errorRatioLimit, latencyLimitSeconds, told, usualShareLimit } from "./alerts.ts";
import { errorBudget, errorRatios, fast, latencyBudget, objectives, shareAt, slow, slowRatios } from "./objectives.ts";
import { errorRatio, failureRate, missing, p50, p90, p99, rejectionRate, requestRate, shareOfUsual } from "./rules.ts";
import { handlerDuration, handlerFailures, handlerRequests } from "./series.ts";

const { graph, stat, above, below } = panelsOf("http", alerts);
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

export const ofUsual = graph({
  title: "Requests of the usual",
  description:
    "Requests as a share of the mean of six hours, for services that are busy in general. Below the line NoTraffic fires: users do not get through.",
  unit: "percentunit",
  queries: { "{{service}}": promql`${shareOfUsual(chosen)}` },
  limits: [below("NoTraffic", usualShareLimit)],
});

export const silent = stat({
  title: "Applications that tell nothing",
  description: "1 for a service that counted requests within a day and is not seen any more.",
  unit: "short",
  queries: { "{{service}}": promql`${missing(chosen)}` },
  limits: [above("ApplicationMetricsMissing", told)],
  badFrom: 1,
});

export const budget = graph({
  title: "Budget of thirty days that is left",
  description:
    "What may still fail (of 0.1%) or take longer than a second (of 1%) before the promise of thirty days is broken; over as many days as are stored. At zero or below: mend before anything new is released.",
  unit: "percentunit",
  belowZero: true,
  queries: { "{{service}} answered": errorBudget(chosen), "{{service}} in time": latencyBudget(chosen) },
});

export const errorPace = graph({
  title: "Failures against the objective",
  description:
    "Share of failed requests over an hour, six hours and three days. At the lower line the budget of thirty days is just spent, at the upper one within two days.",
  unit: "percentunit",
  queries: {
    "{{service}} 1h": promql`${errorRatios["1h"](chosen)}`,
    "{{service}} 6h": promql`${errorRatios["6h"](chosen)}`,
    "{{service}} 3d": promql`${errorRatios["3d"](chosen)}`,
  },
  limits: [
    above("ErrorBudgetBurnFast", shareAt(objectives.answered, fast[0])),
    above("ErrorBudgetBurnSlow", shareAt(objectives.answered, slow)),
  ],
});

export const latencyPace = graph({
  title: "Slow answers against the objective",
  description:
    "Share of requests that took longer than a second over an hour, six hours and three days. At the lower line the budget of thirty days is just spent, at the upper one within two days.",
  unit: "percentunit",
  queries: {
    "{{service}} 1h": promql`${slowRatios["1h"](chosen)}`,
    "{{service}} 6h": promql`${slowRatios["6h"](chosen)}`,
    "{{service}} 3d": promql`${slowRatios["3d"](chosen)}`,
  },
  limits: [
    above("LatencyBudgetBurnFast", shareAt(objectives.inTime, fast[0])),
    above("LatencyBudgetBurnSlow", shareAt(objectives.inTime, slow)),
  ],
});
