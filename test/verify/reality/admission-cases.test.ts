import { expect, it } from "vitest";
import { askingPods, bounds, isBeyond, oddPods, refusedFor } from "./admission-cases.ts";

it("asks about many pods, of which some are admitted", () => {
  expect(oddPods.length).toBeGreaterThan(200);
  for (const level of ["baseline", "restricted"] as const) {
    const admitted = oddPods.filter((pod) => refusedFor(pod, level, "1.34").length === 0).length;
    expect(admitted).toBeGreaterThan(30);
    expect(admitted).toBeLessThan(oddPods.length - 30);
  }
});

it.each(Object.keys(bounds))("asks about pods that %s admits or refuses", (namespace) =>
  expect(askingPods.some((pod) => isBeyond(pod, namespace))).toBe(true),
);
