import { describe, expect, it } from "vitest";
import type { Recording } from "../live/record/recording.ts";
import { contractOfRecording, recorded } from "./recorded.ts";

const keyOf = (recording: Recording, reviewed = {}) => contractOfRecording(recording, reviewed).families[0]?.key;

describe("the key", () => {
  it("is the target's instance and the family's own labels", () => {
    const target = { job: "app", instance: "10.0.0.1:80", pod: "app-1", service: "app" };
    expect(keyOf(recorded(target, ['a{code="1"}', 'a{code="2"}']))).toEqual(["code", "instance"]);
  });

  it("is the node where an agent's instance is its node", () => {
    expect(keyOf(recorded({ job: "agent", instance: "one", node: "one" }, ['a{cpu="0"}']))).toEqual(["cpu", "node"]);
  });

  it("needs no target where the series name a pod", () => {
    const target = { job: "agent", instance: "one", node: "one" };
    expect(keyOf(recorded(target, ['a{namespace="n",pod="p"}']))).toEqual(["namespace", "pod"]);
  });

  it("needs no target where there is one exporter in the cluster", () => {
    expect(keyOf(recorded({ job: "state", instance: "state" }, ['a{deployment="d"}']))).toEqual(["deployment"]);
  });

  it("knows a label of the series that its target has with another value, as with honorLabels", () => {
    const recording = {
      ...recorded({ job: "x" }, ['a{namespace="one"}']),
      targets: [{ job: "x", namespace: "monitoring" }],
    };
    expect(keyOf(recording)).toEqual(["namespace"]);
  });

  it("has the job where several look at one thing", () => {
    const recording = {
      targets: [
        { job: "x", instance: "one" },
        { job: "y", instance: "one" },
      ],
      descriptions: new Map(),
      snapshots: [["x", "y"].map((job) => ({ __name__: "up", job, instance: "one" }))],
    };
    expect(keyOf(recording)).toEqual(["instance", "job"]);
  });

  const descriptive = [{ family: /^a$/, labels: ["uid"] }];

  it("leaves out what only describes", () => {
    expect(keyOf(recorded({ job: "x" }, ['a{pod="p",uid="1"}'], {}, ['a{pod="p",uid="2"}']), { descriptive })).toEqual([
      "pod",
    ]);
  });

  it("keeps it where it alone told two series apart at one moment", () => {
    const recording = recorded({ job: "x" }, ['a{pod="p",uid="1"}', 'a{pod="p",uid="2"}']);
    expect(keyOf(recording, { descriptive })).toEqual(["pod", "uid"]);
  });
});
