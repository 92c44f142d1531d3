import { describe, expect, it } from "vitest";
import { type ContractFamily, contractOf } from "../live/record/contract.ts";
import type { Recording } from "../live/record/recording.ts";
import { contractOfRecording, nothingReviewed, recorded } from "./recorded.ts";

const pod = { job: "app", instance: "10.0.0.1:80", namespace: "apps", pod: "app-1" };
const source = { program: "test", version: "1", flags: [] };

const only = (recording: Recording, reviewed = {}): ContractFamily => {
  const { families } = contractOfRecording(recording, reviewed);
  expect(families).toHaveLength(1);
  return families[0] as ContractFamily;
};

describe("a family", () => {
  it.each(["counter", "gauge"])("is the %s that its program says", (type) => {
    expect(only(recorded(pod, ["a"], { a: { type, help: "A." } }))).toMatchObject({ kind: type, help: "A." });
  });

  it("without a type is a gauge", () => {
    expect(only(recorded(pod, ["a"], { a: { type: "unknown", help: "" } })).kind).toBe("gauge");
  });

  it("without a type is a counter where somebody has read that it only grows", () => {
    const counters = [{ family: /^a$/, source: "" }];
    expect(only(recorded(pod, ["a"], { a: { type: "unknown", help: "" } }), { counters }).kind).toBe("counter");
  });

  it("joins the buckets, count and sum of a histogram, without le", () => {
    const names = ['a_bucket{le="1"}', 'a_bucket{le="+Inf"}', "a_count", "a_sum"];
    const family = only(recorded(pod, names, { a: { type: "histogram", help: "" } }));
    expect(family).toMatchObject({ kind: "histogram", name: "a", labels: new Map(), key: ["instance"] });
  });

  it("joins the quantiles, count and sum of a summary", () => {
    const names = ['a{quantile="0.5"}', 'a{quantile="0.9"}', "a_count", "a_sum"];
    expect(only(recorded(pod, names, { a: { type: "summary", help: "" } }))).toMatchObject({
      kind: "summary",
      name: "a",
    });
  });

  it("is two counters where a summary has no quantiles", () => {
    const { families } = contractOfRecording(recorded(pod, ["a_count", "a_sum"], { a: { type: "summary", help: "" } }));
    expect(families.map(({ kind, name }) => [kind, name])).toEqual([
      ["counter", "a_count"],
      ["counter", "a_sum"],
    ]);
  });

  it("finds the counter that OpenMetrics describes without its suffix", () => {
    expect(only(recorded(pod, ["a_total"], { a: { type: "counter", help: "A." } }))).toMatchObject({
      kind: "counter",
      name: "a_total",
    });
  });
});

it("refuses buckets of which no target says what they are", () => {
  expect(() => only(recorded(pod, ['a_bucket{le="1"}']))).toThrow("a_bucket has no description");
});

describe("labels", () => {
  it("are those of the target, and the family's own", () => {
    const { target, families } = contractOfRecording(recorded(pod, ['a{code="1"}', "b"]));
    expect(target).toEqual(["instance", "job", "namespace", "pod"]);
    expect(families.map(({ labels }) => [...labels.keys()])).toEqual([["code"], []]);
  });

  it("of all moments count", () => {
    expect([...only(recorded(pod, ["a"], {}, ['a{reason="full"}'])).labels.keys()]).toEqual(["reason"]);
  });

  it("are the target's only where all series have them", () => {
    const { target } = contractOfRecording({ ...recorded({ job: "x" }, ["a"]), targets: [pod] });
    expect(target).toEqual(["job"]);
  });

  it("are closed where somebody has read which values there are", () => {
    const closed = [{ family: /^a$/, label: "state", values: ["off", "on"], source: "" }];
    expect(only(recorded(pod, ['a{state="on"}']), { closed }).labels.get("state")).toEqual(["off", "on"]);
  });

  it("refuse a recorded value that the reviewed list lacks", () => {
    const closed = [{ family: /^a$/, label: "state", values: ["off"], source: "" }];
    expect(() => only(recorded(pod, ['a{state="on"}']), { closed })).toThrow('a: state="on" was recorded');
  });

  it("include those that somebody has read of", () => {
    const further = [{ family: /^a$/, labels: ["node"], source: "" }];
    expect(only(recorded(pod, ["a"]), { further })).toMatchObject({
      labels: new Map([["node", "open"]]),
      key: ["instance", "node"],
    });
  });
});

describe("a supplement", () => {
  const entry = { name: "a", kind: "counter", help: "A.", labels: ["code"], source: "its source" } as const;

  it("adds a family with where it was read", () => {
    const { families } = contractOf(source, recorded(pod, ["b"]), nothingReviewed, [entry]);
    expect(families[0]).toMatchObject({ name: "a", help: "A. Not recorded: its source", key: ["code", "instance"] });
  });

  it("is refused where the family was recorded", () => {
    expect(() => contractOf(source, recorded(pod, ["a"]), nothingReviewed, [entry])).toThrow("a was recorded");
  });
});
