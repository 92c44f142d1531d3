import { expect, it } from "vitest";
import type { StandIns } from "./alerting/delivery/stand-ins.ts";
import { type Heard, heard, repeated } from "./live/outside/heard.ts";

const from = (sender: string): Heard => ({ at: 0, sender, state: "firing", title: "", text: "" });

it("allows each Alertmanager one message", () => {
  expect(repeated([from("a")])).toBeUndefined();
  expect(repeated([from("a"), from("b")])).toEqual({
    promised: true,
    text: "told 2 times, at 1970-01-01T00:00:00.000Z by a, at 1970-01-01T00:00:00.000Z by b",
  });
  expect(repeated([from("a"), from("b"), from("a")])?.promised).toBe(false);
});

it("knows who opened which of two tickets with the same words", () => {
  const summary = "[FIRING] Down in shop";
  const ticket = (key: string) => ({ key, summary, description: "pod=web" });
  const opening = (at: number, sender: string) => ({
    at,
    sender,
    method: "POST",
    path: "/rest/api/2/issue",
    body: { fields: { summary } },
  });
  const outside = {
    receivers: { tickets: { kind: "jira" } },
    tickets: { all: [ticket("OPS-1"), ticket("OPS-2")] },
    jira: { taken: [opening(1, "a"), opening(1, "b")] },
  } as unknown as StandIns;
  const told = heard(outside, "tickets", { alert: "Down", severity: "critical", labels: { pod: "web" } });
  expect(told.map(({ sender, state }) => [sender, state])).toEqual([
    ["a", "firing"],
    ["b", "firing"],
  ]);
  expect(repeated(told)?.promised).toBe(true);
});
