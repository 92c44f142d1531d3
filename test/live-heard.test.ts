import { expect, it } from "vitest";
import { type Heard, repeated } from "./live/outside/heard.ts";

const from = (sender: string): Heard => ({ at: 0, sender, state: "firing", title: "", text: "" });

it("allows each Alertmanager one message", () => {
  expect(repeated([from("a")])).toBeUndefined();
  expect(repeated([from("a"), from("b")])).toEqual({
    promised: true,
    text: "told 2 times, at 1970-01-01T00:00:00.000Z by a, at 1970-01-01T00:00:00.000Z by b",
  });
  expect(repeated([from("a"), from("b"), from("a")])?.promised).toBe(false);
});
