import { httpRequestDurationHighrSeconds, httpRequestsTotal } from "../../../imports/metrics/agentprovision.ts";
import { type CasesOf, series } from "../../alerting/cases.ts";
import { grows, type Samples } from "../../alerting/samples.ts";
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
        title: "a tenth fails for an hour, then all is well",
        given: requests(grows([9, "1h"], 10), grows([1, "1h"], 0)),
        seen: { "30s": "pending", "5m": "pending", "6m": "firing", "60m": "firing", "66m": "silent" },
        labels: service,
      },
    ],
    staysSilent: [
      { title: "just under a twentieth fails", given: requests(grows(95.1), grows(4.9)), seen: { "30m": "silent" } },
      {
        title: "half of hardly any requests fail",
        given: requests(grows(0.02), grows(0.02)),
        seen: { "30m": "silent" },
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
        seen: { "30m": "silent" },
      },
    ],
    says: {
      summary: "One request in ten to agentprovision takes more than a second",
      description:
        "One request in ten to agentprovision in agentprovision takes longer than 1.75s. Users wait. Look first which handlers are slow, then at the database and at throttled containers.",
    },
  },
};
