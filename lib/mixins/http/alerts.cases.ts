import { httpRequestDurationHighrSeconds, httpRequestsTotal } from "../../../imports/metrics/agentprovision.ts";
import { type CasesOf, series } from "../../alerting/cases.ts";
import { ends, grows, type Samples } from "../../alerting/samples.ts";
import type { alerts } from "./alerts.ts";

const service = { namespace: "agentprovision", service: "agentprovision" };

const requests = (answered: Samples, failed: Samples) => [
  series(httpRequestsTotal, { ...service, handler: "/api/v1/agents", method: "GET", status: "2xx" }, answered),
  series(httpRequestsTotal, { ...service, handler: "/api/v1/agents", method: "GET", status: "5xx" }, failed),
];

/** Ten requests a second, so many of them within a second, all within two and a half. */
const answeredWithinASecond = (fast: Samples) => [
  ...requests(grows(10), grows(0)),
  series(httpRequestDurationHighrSeconds.bucket, { ...service, le: "1.0" }, fast),
  series(httpRequestDurationHighrSeconds.bucket, { ...service, le: "2.5" }, grows(10)),
  series(httpRequestDurationHighrSeconds.bucket, { ...service, le: "+Inf" }, grows(10)),
];

export const cases: CasesOf<typeof alerts> = {
  HighErrorRate: {
    fires: [
      {
        title: "a tenth fails for ten minutes, then all is well",
        given: requests(grows([9, "10m"], 10), grows([1, "10m"], 0)),
        seen: { "30s": "pending", "5m": "pending", "6m": "firing", "10m": "firing", "16m": "silent" },
        labels: service,
      },
    ],
    staysSilent: [
      { title: "just under a twentieth fails", given: requests(grows(95.1), grows(4.9)), seen: { "10m": "silent" } },
      {
        title: "half of hardly any requests fail",
        given: requests(grows(0.02), grows(0.02)),
        seen: { "10m": "silent" },
      },
    ],
    says: {
      summary: "agentprovision fails to answer more than 5% of its requests",
      description:
        "10% of the requests to agentprovision in agentprovision end in a server error. Users see errors now. Look first which handlers fail, and whether a release or a data service began it.",
    },
  },
  HighLatency: {
    fires: [
      {
        title: "a fifth takes longer than a second",
        given: answeredWithinASecond(grows(8)),
        seen: { "5m": "pending", "6m": "firing" },
        labels: service,
      },
    ],
    staysSilent: [
      {
        title: "one in eleven takes longer than a second",
        given: answeredWithinASecond(grows(9.1)),
        seen: { "10m": "silent" },
      },
    ],
    says: {
      summary: "One request in ten to agentprovision takes more than a second",
      description:
        "One request in ten to agentprovision in agentprovision takes longer than 1.75s. Users wait. Look first which handlers are slow, then at the database and at throttled containers.",
    },
  },
  NoTraffic: {
    fires: [
      {
        title: "a fiftieth of the usual requests for a quarter of an hour",
        given: requests(grows([10, "20m"], [0.2, "15m"], 10), grows(0)),
        seen: { "20m": "silent", "26m": "pending", "29m": "pending", "31m": "firing", "37m": "silent" },
        labels: service,
      },
    ],
    staysSilent: [
      {
        title: "just over a twentieth of the usual",
        given: requests(grows([10, "20m"], 0.5), grows(0)),
        seen: { "26m": "silent", "31m": "silent" },
      },
      {
        title: "nobody asks a service that is hardly asked in general",
        given: requests(grows([0.9, "20m"], 0), grows(0)),
        seen: { "31m": "silent" },
      },
    ],
    says: {
      summary: "Hardly anybody reaches agentprovision any more",
      description:
        "agentprovision in agentprovision gets 3.131% of its usual requests. It runs, but users do not reach it. Look at what stands before it: ingress, DNS, certificate, load balancer.",
    },
  },
  ApplicationMetricsMissing: {
    fires: [
      {
        title: "all instances are gone",
        given: requests(ends(grows(10), "20m"), ends(grows(0), "20m")),
        seen: { "20m": "silent", "29m": "pending", "31m": "firing" },
        labels: service,
      },
    ],
    staysSilent: [
      {
        title: "nobody asks, but it tells so",
        given: requests(grows([10, "20m"], 0), grows(0)),
        seen: { "31m": "silent" },
      },
    ],
    says: {
      summary: "agentprovision tells nothing of its requests any more",
      description:
        "agentprovision in agentprovision counted requests within the last day and now counts none, not even zero. Either no instance runs, or Prometheus does not reach them: then no other alert of it can fire. Look whether its pods run.",
    },
  },
  ErrorBudgetBurnFast: {
    fires: [
      {
        title: "one in fifty fails for five minutes, then all is well",
        given: requests(grows([9.8, "5m"], 10), grows([0.2, "5m"], 0)),
        seen: { "2m": "pending", "3m": "firing", "5m": "firing", "27m": "silent" },
        labels: service,
      },
      {
        title: "one in a hundred fails, which only the longer windows see",
        given: requests(grows(9.9), grows(0.1)),
        seen: { "2m": "pending", "3m": "firing" },
        labels: service,
      },
    ],
    staysSilent: [
      {
        title: "two minutes of failures, which the long windows hardly see",
        given: requests(grows([10, "40m"], [9, "2m"], 10), grows([0, "40m"], [1, "2m"], 0)),
        seen: { "42m": "silent", "45m": "silent" },
      },
      {
        title: "just under six in a thousand fail",
        given: requests(grows(9.941), grows(0.059)),
        seen: { "10m": "silent" },
      },
      {
        title: "half of hardly any requests fail",
        given: requests(grows(0.02), grows(0.02)),
        seen: { "10m": "silent" },
      },
    ],
    says: {
      summary: "agentprovision spends its error budget of 30 days within days",
      description:
        "2% of the requests to agentprovision in agentprovision have failed lately; the objective allows 0.1%. At this pace what is allowed for 30 days is spent within five days at most. Look first which handlers fail.",
    },
  },
  ErrorBudgetBurnSlow: {
    fires: [
      {
        title: "two in a thousand fail",
        given: requests(grows(9.98), grows(0.02)),
        seen: { "15m": "pending", "16m": "firing" },
        labels: service,
      },
    ],
    staysSilent: [
      {
        title: "just under one in a thousand fails",
        given: requests(grows(9.9901), grows(0.0099)),
        seen: { "20m": "silent" },
      },
      {
        title: "half of hardly any requests fail",
        given: requests(grows(0.02), grows(0.02)),
        seen: { "20m": "silent" },
      },
    ],
    says: {
      summary: "agentprovision fails more often than its objective allows",
      description:
        "0.2% of the requests to agentprovision in agentprovision have failed over three days, and still do; the objective allows 0.1%. If it goes on, the promise of 30 days is broken. Look for the handler with the most failures.",
    },
  },
  LatencyBudgetBurnFast: {
    fires: [
      {
        title: "a fifth takes longer than a second for five minutes, then all is well",
        given: answeredWithinASecond(grows([8, "5m"], 10)),
        seen: { "2m": "pending", "3m": "firing", "5m": "firing", "27m": "silent" },
        labels: service,
      },
      {
        title: "a tenth takes longer, which only the longer windows see",
        given: answeredWithinASecond(grows(9)),
        seen: { "2m": "pending", "3m": "firing" },
        labels: service,
      },
    ],
    staysSilent: [
      {
        title: "just under six in a hundred take longer",
        given: answeredWithinASecond(grows(9.41)),
        seen: { "10m": "silent" },
      },
    ],
    says: {
      summary: "agentprovision spends its latency budget of 30 days within days",
      description:
        "20% of the requests to agentprovision in agentprovision have taken longer than a second lately; the objective allows 1%. At this pace what is allowed for 30 days is spent within five days at most. Look first which handlers are slow.",
    },
  },
  LatencyBudgetBurnSlow: {
    fires: [
      {
        title: "one in fifty takes longer than a second",
        given: answeredWithinASecond(grows(9.8)),
        seen: { "15m": "pending", "16m": "firing" },
        labels: service,
      },
    ],
    staysSilent: [
      {
        title: "just under one in a hundred takes longer",
        given: answeredWithinASecond(grows(9.901)),
        seen: { "20m": "silent" },
      },
    ],
    says: {
      summary: "agentprovision is slow more often than its objective allows",
      description:
        "2% of the requests to agentprovision in agentprovision have taken longer than a second over three days, and still do; the objective allows 1%. If it goes on, the promise of 30 days is broken. Look for the slowest handler.",
    },
  },
};
