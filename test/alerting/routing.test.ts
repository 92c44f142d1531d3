import { describe, expect, it } from "vitest";
import { type Receivers, receivers } from "../../lib/alerting/receivers.ts";
import { isCustomResource, type Route, routesOf } from "../../lib/alerting/routing.ts";

const declared: Receivers = receivers({
  all: {
    chat: { kind: "slack", channel: "#chat" },
    "on-call": { kind: "teams" },
    tickets: {
      kind: "jira",
      apiUrl: "https://jira.example/rest/api/2/",
      project: "OPS",
      issueType: "Bug",
      user: "bot",
    },
    data: { kind: "slack", channel: "#data" },
  },
  bySeverity: { critical: ["on-call", "tickets"], warning: ["chat", "tickets"], info: [] },
  byComponent: { postgres: ["data"] },
  quietHours: { timeZone: "Europe/Berlin", nights: { from: "20:00", until: "07:00" }, days: ["sunday"] },
});
const { quietHours: _, ...atAnyTime } = declared;

const line = ({ severity, component = "*", receiver, waits }: Route) =>
  `${severity} ${component} ${receiver}${waits ? " waits" : ""}`;

it("is a list of who hears of what, and who waits for the end of quiet hours", () =>
  expect(routesOf(declared).map(line)).toEqual([
    "critical * on-call",
    "critical * tickets",
    "warning * chat waits",
    "warning * tickets",
    "critical postgres data",
    "warning postgres data waits",
    "info postgres data waits",
  ]));

it("makes nobody wait where there are no quiet hours", () => {
  expect(routesOf(atAnyTime).filter(({ waits }) => waits)).toEqual([]);
  expect(routesOf(atAnyTime)).toHaveLength(routesOf(declared).length);
});

describe("the AlertmanagerConfig", () => {
  const inCustomResource = (given: Receivers) =>
    routesOf(given)
      .filter((route) => isCustomResource(route, given.all[route.receiver]))
      .map(line);

  it("has what neither waits nor ends in Jira", () =>
    expect(inCustomResource(declared)).toEqual(["critical * on-call", "critical postgres data"]));

  it("has everything but Jira where there are no quiet hours", () =>
    expect(inCustomResource(atAnyTime)).toEqual([
      ...[
        "critical * on-call",
        "warning * chat",
        "critical postgres data",
        "warning postgres data",
        "info postgres data",
      ],
    ]));
});
