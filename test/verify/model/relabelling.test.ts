import { describe, expect, it } from "vitest";
import { exactly, type ResourceStep, relabelled, step, valuesOf } from "../../../lib/verify/model/relabelling.ts";
import type { Values } from "../../../lib/verify/model/values.ts";

const labels: Record<string, Values> = { job: ["a"], mode: ["idle", "user"], pod: "open" };
const after = (...steps: readonly ResourceStep[]) =>
  relabelled(exactly(new Map(Object.entries(labels))), steps.map(step));
const value = (label: string, ...steps: readonly ResourceStep[]) => {
  const result = after(...steps);
  return result === undefined ? "dropped" : valuesOf(result, label);
};

describe("relabelling of labels of which not all is known", () => {
  it("replaces by what its sources can be", () => {
    expect(value("x", { sourceLabels: ["job", "mode"], targetLabel: "x" })).toEqual(["a;idle", "a;user"]);
    expect(value("x", { sourceLabels: ["mode"], regex: "id(.*)", targetLabel: "x", replacement: "${1}!" })).toEqual([
      "le!",
      "",
    ]);
    expect(value("x", { sourceLabels: ["pod"], targetLabel: "x" })).toBe("open");
    expect(value("job", { sourceLabels: ["pod"], regex: "p.*", targetLabel: "job", replacement: "b" })).toEqual([
      "a",
      "b",
    ]);
  });

  it("drops only what surely goes, and narrows what is left", () => {
    expect(value("mode", { action: "drop", sourceLabels: ["mode"], regex: "idle" })).toEqual(["user"]);
    expect(value("mode", { action: "keep", sourceLabels: ["mode"], regex: "nice" })).toBe("dropped");
    expect(value("mode", { action: "keep", sourceLabels: ["pod"], regex: "web-.*" })).toEqual(["idle", "user"]);
  });

  it("prunes, maps and changes case", () => {
    expect(value("pod", { action: "labeldrop", regex: "pod|mode" })).toEqual([""]);
    expect(value("job", { action: "labelkeep", regex: "mode" })).toEqual([""]);
    expect(value("other_mode", { action: "labelmap", regex: "(mode)", replacement: "other_$1" })).toEqual([
      "idle",
      "user",
    ]);
    expect(value("job", { action: "Uppercase", sourceLabels: ["job"], targetLabel: "job" })).toEqual(["A"]);
    expect(value("shard", { action: "hashmod", sourceLabels: ["job"], targetLabel: "shard", modulus: 2 })).toBe("open");
  });

  it("expands references as Go does", () =>
    expect(value("x", { sourceLabels: ["job"], targetLabel: "x", replacement: "$1x" })).toEqual([""]));
});
