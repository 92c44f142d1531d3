import { describe, expect, it } from "vitest";
import { deadManIntervals } from "../../lib/alerting/dead-man-switch.ts";
import { environments } from "../../lib/environments/index.ts";
import { seconds } from "../../lib/promql/duration.ts";
import type { Duration } from "../../lib/promql/promql.ts";
import { base, declared, type Route, resource, routesIn } from "./declared.ts";

describe("the Watchdog", () => {
  it("goes to the dead-man's switch first, and no further", () => {
    const [first, ...others] = routesIn();
    expect(first).toEqual({
      receiver: "dead-man-switch",
      matchers: [{ name: "alertname", matchType: "=", value: "Watchdog" }],
      groupWait: "0s",
      groupInterval: "1m",
      repeatInterval: "4m",
    });
    expect(others.filter(({ receiver }) => receiver === "dead-man-switch")).toEqual([]);
  });

  it("goes nowhere from the base configuration, which also sees it", () =>
    expect(base().route.routes[0]).toEqual({ receiver: "nobody", matchers: ['alertname = "Watchdog"'] }));

  it("goes nowhere at all where there is no dead-man's switch", () => {
    const { deadManSwitch: _, ...without } = declared;
    expect(routesIn(without)[0]).toEqual({
      receiver: "nobody",
      matchers: [{ name: "alertname", matchType: "=", value: "Watchdog" }],
    });
    expect(JSON.stringify(resource(without))).not.toContain("dead-man");
  });

  it.each(environments.flatMap(({ name, receivers }) => (receivers.deadManSwitch ? [[name, receivers] as const] : [])))(
    "is waited for longer in %s than two beats take",
    (_, given) => {
      const { beat = "1m", timeout = "0s" } = given.deadManSwitch ?? {};
      const { groupInterval = "0s", repeatInterval = "0s" } = routesIn(given)[0] ?? {};
      expect(seconds(groupInterval) + seconds(repeatInterval)).toBe(seconds(beat));
      expect(seconds(timeout)).toBeGreaterThanOrEqual(seconds(deadManIntervals(beat).minimumTimeout));
    },
  );
});

describe("Jira", () => {
  it("stands in the base configuration, with its token as a file", () => {
    const tickets = base().receivers.find(({ name }) => name === "tickets");
    expect(tickets).toMatchObject({
      jira_configs: [
        {
          api_url: "https://jira.example/rest/api/2/",
          http_config: {
            basic_auth: { username: "bot", password_file: "/etc/alertmanager/secrets/addresses/jira-token" },
          },
        },
      ],
    });
    expect(JSON.stringify(resource())).not.toMatch(/jira|tickets/i);
  });

  it("has a plain text as its summary: the operator's types refuse the newer form", () => {
    const jira = base().receivers.flatMap((receiver) => ("jira_configs" in receiver ? receiver.jira_configs : []));
    for (const { summary, description } of jira)
      expect([typeof summary, typeof description]).toEqual(["string", "string"]);
  });
});

describe("receivers", () => {
  const named = (routes: readonly { receiver: string }[]) => new Set(routes.map(({ receiver }) => receiver));

  it.each([["ours", declared] as const, ...environments.map(({ name, receivers }) => [name, receivers] as const)])(
    "of %s are those that routes end at, in both places",
    (_, given) => {
      const { route, receivers } = resource(given);
      const names = (receivers ?? []).map(({ name }) => name);
      expect(new Set(names)).toEqual(named([{ receiver: route?.receiver ?? "" }, ...routesIn(given)]).add("nobody"));
      expect(new Set(names).size).toBe(names.length);
      const inBase = base(given);
      expect(new Set(inBase.receivers.map(({ name }) => name))).toEqual(named([inBase.route, ...inBase.route.routes]));
    },
  );

  it("hear of an alert although another has heard of it", () => {
    for (const route of [...routesIn().slice(1), ...base().route.routes.slice(1)])
      expect(route).toMatchObject({ continue: true });
  });

  it("hear that it is over", () => {
    const text = JSON.stringify([resource().receivers, base().receivers]);
    expect(text.match(/"(sendResolved|send_resolved)":true/g)).toHaveLength(3);
    // The beat's end is what the dead-man's switch is there to notice.
    expect(text.match(/"sendResolved":false/g)).toHaveLength(1);
  });

  it("are reached by addresses that stand in the Secret only", () => {
    expect(JSON.stringify([resource(), base()])).not.toMatch(
      /"(url|apiURL|api_url|webhook_url|webhookURL)":"(?!https:\/\/jira)(?!\{\{)/,
    );
    expect(resource().receivers).toMatchObject([
      { name: "nobody" },
      { webhookConfigs: [{ urlSecret: { name: "addresses", key: "dead-man-switch-url" } }] },
      { slackConfigs: [{ apiURL: { name: "addresses", key: "slack-url" }, channel: "#on-call" }] },
    ]);
  });
});

it("says what makes what silent, and only where labels agree", () =>
  expect(resource().inhibitRules).toEqual([
    {
      sourceMatch: [{ name: "alertname", matchType: "=", value: "Down" }],
      targetMatch: [{ name: "alertname", matchType: "=~", value: "Slow|Full" }],
      equal: ["instance"],
    },
  ]));

it("tells of what is critical sooner and more often than of a warning", () => {
  const timing = (severity: string) => {
    const routes = [...routesIn(), ...base().route.routes.map(inCustomResourcesWords)];
    const { groupWait = "0s", repeatInterval } = routes.find(
      ({ matchers }) => matchers[0]?.value === severity,
    ) as Route;
    return [seconds(groupWait as Duration), seconds(repeatInterval)] as const;
  };
  const [critical, warning] = [timing("critical"), timing("warning")];
  expect(critical[0]).toBeLessThan(warning[0]);
  expect(critical[1]).toBeLessThan(warning[1]);
});

function inCustomResourcesWords(route: object): Route {
  const { receiver, matchers, group_wait, group_interval, repeat_interval } = route as Record<string, never>;
  const [, name = "", value = ""] = /^(\w+) = "(.*)"$/.exec(matchers?.[0] ?? "") ?? [];
  return {
    receiver: receiver ?? "",
    matchers: [{ name, value }],
    groupWait: group_wait ?? "0s",
    groupInterval: group_interval ?? "0s",
    repeatInterval: repeat_interval ?? "0s",
  };
}

/** Templates of Go wherever they stand in a message. */
const templatesIn = (value: unknown): string[] => {
  if (typeof value === "string") return value.includes("{{") ? [value] : [];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(templatesIn) : [];
};

it("has templates that are closed, whatever they open", () => {
  const templates = templatesIn([resource().receivers, base().receivers]);
  expect(templates.length).toBeGreaterThan(10);
  for (const template of templates) {
    const actions = [...template.matchAll(/\{\{-?\s*(\w+)?.*?\}\}/gs)].map(([, word]) => word);
    const opened = actions.filter((word) => ["if", "range", "with", "define"].includes(word ?? ""));
    expect(
      actions.filter((word) => word === "end"),
      template,
    ).toHaveLength(opened.length);
    expect(template.match(/\{\{/g)?.length, template).toBe(actions.length);
  }
});
