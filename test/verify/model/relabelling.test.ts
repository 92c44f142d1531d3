import { assert, constantFrom, integer, array as listOf, property, record, shuffledSubarray } from "fast-check";
import { describe, expect, it } from "vitest";
import type { Values } from "../../../lib/verify/model/expressions/values.ts";
import {
  exactly,
  type ResourceStep,
  relabelled,
  step,
  valuesOf,
} from "../../../lib/verify/model/scraping/relabelling.ts";

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

describe("relabelling of labels that are not named", () => {
  const open = (...steps: readonly ResourceStep[]) =>
    relabelled({ labels: new Map(Object.entries(labels)), rest: () => "open" }, steps.map(step));
  const other = (...steps: readonly ResourceStep[]) => {
    const result = open(...steps);
    return result === undefined ? "dropped" : valuesOf(result, "other");
  };

  it("prunes them, too", () => {
    expect(other()).toBe("open");
    expect(other({ action: "labeldrop", regex: "other" })).toEqual([""]);
    expect(other({ action: "labelkeep", regex: "job" })).toEqual([""]);
    expect(other({ action: "labelkeep", regex: "other" })).toBe("open");
  });

  it("holds any label that a reference in its name may give", () =>
    expect(value("a", { sourceLabels: ["job"], targetLabel: "$1" })).toBe("open"));

  it("maps hidden labels to any name, and no others", () => {
    const mapped = (rest: Values, regex: string) => {
      const result = relabelled({ labels: new Map(), rest: () => rest }, [step({ action: "labelmap", regex })]);
      return result && valuesOf({ ...result, labels: new Map() }, "zone");
    };
    expect(mapped(["b", ""], "__meta_kubernetes_pod_label_(.+)")).toBe("open");
    expect(mapped(["b", ""], "__meta_kubernetes_pod_name")).toEqual(["b", ""]);
    expect(mapped(["b", ""], "__meta_(kubernetes)_pod_name")).toEqual(["b", ""]);
    expect(mapped([""], "__meta_kubernetes_pod_label_(.+)")).toEqual([""]);
    expect(mapped("open", "__meta_kubernetes_(node|pod)_annotation_(.+)")).toBe("open");
    expect(mapped("open", "__meta_consul_(.*)")).toBe("open");
  });
});

describe("relabelling with what is not known", () => {
  it("joins by the separator that is given", () =>
    expect(value("x", { sourceLabels: ["job", "job"], separator: "/", targetLabel: "x" })).toEqual(["a/a"]));

  it("is not sure of what a pattern does that is not read", () => {
    const unread = "(?i:(";
    expect(value("x", { sourceLabels: ["job"], regex: unread, targetLabel: "x" })).toBe("open");
    expect(value("mode", { action: "keep", sourceLabels: ["mode"], regex: unread })).toEqual(["idle", "user"]);
    expect(value("mode", { action: "labeldrop", regex: unread })).toEqual(["idle", "user"]);
    expect(value("x", { action: "labelmap", regex: unread })).toBe("open");
  });

  it("knows that a first part which is never there matches nothing", () => {
    const replaced = (regex: string, separator = ";") =>
      value("x", { sourceLabels: ["job", "pod"], separator, regex, targetLabel: "x", replacement: "b" });
    expect(replaced("b;(.*)")).toEqual([""]);
    expect(replaced("a;(.*)")).toEqual(["", "b"]);
    expect(replaced("b/(.*)")).toEqual(["", "b"]);
    expect(value("x", { sourceLabels: ["pod", "job"], regex: "b;(.*)", targetLabel: "x", replacement: "b" })).toEqual([
      "",
      "b",
    ]);
  });

  it("compares labels", () => {
    const compared = (action: string, sourceLabels: string[], targetLabel: string) => {
      const result = value("mode", { action, sourceLabels, targetLabel });
      return typeof result === "string" ? result : [...result].sort();
    };
    expect(compared("keepequal", ["mode"], "mode")).toEqual(["idle", "user"]);
    expect(compared("keepequal", ["job"], "mode")).toBe("dropped");
    expect(compared("dropequal", ["job"], "mode")).toEqual(["idle", "user"]);
  });
});

/** What Prometheus makes of one series, by the letter of its documentation. */
function ofOne(given: Readonly<Record<string, string>>, steps: readonly ResourceStep[]) {
  let labels: Record<string, string> | undefined = { ...given };
  for (const { action = "replace", sourceLabels = [], regex = "(.*)", targetLabel = "", replacement = "$1" } of steps) {
    if (labels === undefined) return undefined;
    const before: Record<string, string> = labels;
    const pattern = new RegExp(`^(?:${regex})$`, "s");
    const value = sourceLabels.map((name) => before[name] ?? "").join(";");
    const goes = (name: string) => pattern.test(name) === (action === "labeldrop");
    if (action === "keep" || action === "drop")
      labels = pattern.test(value) === (action === "keep") ? before : undefined;
    else if (action === "labeldrop" || action === "labelkeep")
      labels = Object.fromEntries(Object.entries(before).filter(([name]) => !goes(name)));
    else if (action === "lowercase" || action === "uppercase")
      labels = { ...before, [targetLabel]: action === "lowercase" ? value.toLowerCase() : value.toUpperCase() };
    else if (pattern.test(value))
      labels = { ...before, [targetLabel]: replacement.replaceAll("$1", pattern.exec(value)?.[1] ?? "") };
  }
  return labels;
}

describe("relabelling of what can be several things", () => {
  const names = ["a", "b", "c"];
  const texts = ["", "x", "y", "Xy"];
  const steps = listOf(
    record({
      action: constantFrom("replace", "keep", "drop", "labeldrop", "labelkeep", "lowercase", "uppercase"),
      sourceLabels: shuffledSubarray(names, { minLength: 1 }),
      regex: constantFrom("(.*)", "x", "x;(.*)", "(x|y)", ".+", "a|b", "(.).*", ""),
      targetLabel: constantFrom(...names, "d"),
      replacement: constantFrom("$1", "fixed", "", "$1-z"),
    }),
    { maxLength: 5 },
  );
  const values = record({
    a: shuffledSubarray(texts, { minLength: 1 }),
    b: shuffledSubarray(texts, { minLength: 1 }),
    c: shuffledSubarray(texts, { minLength: 1 }),
  });

  it("holds whatever can come of each of them", () =>
    assert(
      property(
        values,
        steps,
        integer({ min: 0, max: 7 }),
        integer({ min: 0, max: 99 }),
        (can, given, isOpen, which) => {
          const one = Object.fromEntries(
            Object.entries(can).map(([name, all], index) => [name, all[(which >> (2 * index)) % all.length] ?? ""]),
          );
          const known = new Map<string, Values>(
            Object.entries(can).map(([name, all], index) => [name, (isOpen >> index) & 1 ? "open" : all]),
          );
          const real = ofOne(one, given);
          const result = relabelled(exactly(known), given.map(step));
          if (real === undefined) return;
          expect(result).toBeDefined();
          for (const name of [...names, "d"]) {
            const held = result === undefined ? [] : valuesOf(result, name);
            expect(held === "open" || held.includes(real[name] ?? "")).toBe(true);
          }
        },
      ),
      { numRuns: 2000 },
    ));

  it("is exact where each can be one thing only", () =>
    assert(
      property(values, steps, (can, given) => {
        const one = Object.fromEntries(Object.entries(can).map(([name, [first = ""]]) => [name, first]));
        const exact = new Map<string, Values>(Object.entries(one).map(([name, value]) => [name, [value]]));
        const real = ofOne(one, given);
        const result = relabelled(exactly(exact), given.map(step));
        const got = result && Object.fromEntries([...names, "d"].map((name) => [name, valuesOf(result, name)]));
        expect(got).toEqual(real && Object.fromEntries([...names, "d"].map((name) => [name, [real[name] ?? ""]])));
      }),
      { numRuns: 1000 },
    ));
});
