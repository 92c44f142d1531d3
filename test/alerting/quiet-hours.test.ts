import { describe, expect, it } from "vitest";
import type { QuietHours, Receivers } from "../../lib/alerting/receivers.ts";
import { environments } from "../../lib/environments/index.ts";
import { base, declared, quietHours, resource } from "./declared.ts";

describe("quiet hours", () => {
  const waiting = (given?: Receivers) => base(given).route.routes.filter((route) => "mute_time_intervals" in route);

  it("are kept in the base configuration, since the custom resource knows no time zone", () => {
    expect(waiting().map(({ receiver, matchers }) => [receiver, ...matchers])).toEqual([
      ["team", 'severity = "warning"'],
    ]);
    expect(JSON.stringify(resource())).not.toMatch(/[tT]imeInterval/);
  });

  it("never hold back what is critical, nor a ticket", () => {
    for (const { name, receivers } of environments)
      for (const { matchers, receiver } of waiting(receivers)) {
        expect(matchers, name).not.toContain('severity = "critical"');
        expect(receivers.all[receiver]?.kind, name).not.toBe("jira");
      }
  });

  it("have a time zone in every interval, and names that routes use", () => {
    const [quiet] = base().time_intervals ?? [];
    expect(waiting()[0]).toMatchObject({ mute_time_intervals: [quiet?.name] });
    expect(quiet?.time_intervals.map(({ location }) => location)).toEqual(["Europe/Berlin", "Europe/Berlin"]);
  });

  const intervals = (changes: Partial<QuietHours>) =>
    base({ ...declared, quietHours: { ...quietHours, ...changes } }).time_intervals?.[0]?.time_intervals;

  it("are two intervals where a night crosses midnight, since an interval ends with its day", () =>
    expect(intervals({ days: [] })).toEqual([
      {
        times: [
          { start_time: "20:00", end_time: "24:00" },
          { start_time: "00:00", end_time: "07:00" },
        ],
        location: "Europe/Berlin",
      },
    ]));

  it("are one interval where it does not", () =>
    expect(intervals({ days: ["sunday"], nights: { from: "00:00", until: "06:30" } })).toEqual([
      { times: [{ start_time: "00:00", end_time: "06:30" }], location: "Europe/Berlin" },
      { weekdays: ["sunday"], location: "Europe/Berlin" },
    ]));

  it("are nowhere where there are none", () => {
    const { quietHours: _, ...without } = declared;
    expect(JSON.stringify([base(without), resource(without)])).not.toMatch(/time_interval|TimeInterval/);
  });
});
