import type { CasesOf } from "../../alerting/cases.ts";
import { ends, grows } from "../../alerting/samples.ts";
import type { alerts } from "./alerts.ts";
import { cases as objectives } from "./objectives.cases.ts";
import { answers, requests, service, timed } from "./requests.cases.ts";

export const cases: CasesOf<typeof alerts> = {
  HighErrorRate: {
    fires: [
      {
        title: "a tenth fails for ten minutes, then all is well",
        given: requests(grows([9, "10m"], 10), grows([1, "10m"], 0)),
        seen: { "15s": "pending", "5m": "pending", "5m15s": "firing", "12m": "firing", "12m15s": "silent" },
        labels: service,
      },
      {
        title: "a handler fails; one that never did, one that nobody asks and probes hide nothing",
        given: [
          ...requests(grows([5, "10m"], 6), grows([1, "10m"], 0)),
          answers("/api/v1/tasks", "2xx", grows(10)),
          answers("/api/v1/tenants", "2xx", grows(0)),
          answers("/api/v1/", "2xx", grows(100)),
        ],
        seen: { "5m15s": "firing", "10m45s": "silent" },
        labels: service,
      },
      {
        title: "just over a twentieth of just over one request in ten seconds fails",
        given: requests(grows(0.097), grows(0.0053)),
        seen: { "11m": "firing" },
        labels: service,
      },
    ],
    staysSilent: [
      { title: "just under a twentieth fails", given: requests(grows(95.1), grows(4.9)), seen: { "10m": "silent" } },
      {
        title: "all of just under one request in ten seconds fail",
        given: requests(grows(0), grows(0.099)),
        seen: { "10m": "silent" },
      },
      {
        title: "probes fail, users notice nothing",
        given: [...requests(grows(10), grows(0)), answers("/api/v1/", "5xx", grows(1))],
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
        title: "a fifth begins to take longer than a second",
        given: timed(grows(10), grows([10, "10m"], 8)),
        seen: { "12m": "silent", "12m15s": "pending", "17m": "pending", "17m15s": "firing" },
        labels: service,
      },
      {
        title: "just over a tenth of just over one request in ten seconds takes longer",
        given: timed(grows(0.102), grows(0.0915)),
        seen: { "11m": "firing" },
        labels: service,
      },
    ],
    staysSilent: [
      {
        title: "one in eleven takes longer than a second",
        given: timed(grows(10), grows(9.1)),
        seen: { "10m": "silent" },
      },
      {
        title: "all of just under one request in ten seconds take longer",
        given: timed(grows(0.099), grows(0)),
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
        title: "a thirtieth of the requests for a quarter of an hour: of the usual just under a twentieth",
        given: requests(grows([10, "20m"], [0.31, "15m"], 10), grows(0)),
        seen: {
          "24m15s": "silent",
          "24m30s": "pending",
          "29m15s": "pending",
          "29m30s": "firing",
          "31m30s": "firing",
          "35m": "silent",
        },
        labels: service,
      },
      {
        title: "nobody asks any more, until it has not been busy in general",
        given: requests(grows([1.19, "6h"], 0), grows(0)),
        evaluatedEvery: "10m",
        seen: { "6h": "silent", "6h10m": "pending", "6h20m": "firing", "6h50m": "firing", "7h": "silent" },
        labels: service,
      },
    ],
    staysSilent: [
      {
        title: "just over a twentieth of the usual",
        given: requests(grows([10, "20m"], 0.41), grows(0)),
        seen: { "25m": "silent", "31m": "silent" },
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
        "agentprovision in agentprovision gets 4.605% of its usual requests. It runs, but users do not reach it. Look at what stands before it: ingress, DNS, certificate, load balancer.",
    },
  },
  ApplicationMetricsMissing: {
    fires: [
      {
        title: "all instances are gone",
        given: requests(ends(grows(10), "20m"), ends(grows(0), "20m")),
        seen: { "24m15s": "silent", "24m30s": "pending", "29m15s": "pending", "29m30s": "firing" },
        labels: service,
      },
      {
        title: "all instances are gone for a day: it is forgotten",
        given: requests(ends(grows(10), "7h"), ends(grows(0), "7h")),
        evaluatedEvery: "6h",
        seen: { "6h": "silent", "12h": "pending", "18h": "firing", "24h": "firing", "30h": "silent" },
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
  ...objectives,
};
