import { describe, expect, test } from "vitest";
import { dashboards } from "../../lib/dashboards/index.ts";
import type { Limit } from "../../lib/grafana/panel.ts";
import { panelJson } from "../../lib/grafana/panel-json.ts";
import type { Expression } from "../../lib/promql/promql.ts";
import { everything } from "../mixins/everything.ts";

const panels = [...new Set(dashboards(everything, "https://git.example").flatMap((each) => each.panels))];

/** Grafana takes the last step that the value reaches; a value that equals a step has reached it. */
function colorOf(panel: (typeof panels)[number], value: number): string {
  const steps = panelJson(panel).fieldConfig?.defaults.thresholds?.steps ?? [];
  return steps.findLast((step) => step.value === null || value >= step.value)?.color ?? "none";
}

const judged = panels.filter(({ kind, limits = [] }) => (kind === "stat" || kind === "bars") && limits.length > 0);

describe.each(judged)("the colour of $title", (panel) => {
  const limits: readonly Limit[] = panel.limits ?? [];
  // What is counted is often just at its limit, what is measured is so by accident only.
  const step = panel.unit === "short" || panel.unit === "none" ? 1 : 1e-9;
  const worst = limits.reduce((one, other) => (one.value > other.value === (one.bad === "above") ? one : other));

  test("is red where its alert fires", () => {
    expect(colorOf(panel, worst.bad === "above" ? worst.value + step : worst.value - step)).toBe("red");
  });

  test("is not red where no alert fires", () => {
    for (const { value, bad } of limits) {
      const well = bad === "above" && step < 1 ? value - step : value;
      expect(
        colorOf(panel, well),
        `at ${well}, where ${limits.map(({ alert }) => alert)} does not fire: say badFrom`,
      ).not.toBe("red");
    }
  });
});

/** Graphs whose series subtract, and why nothing is lost where their axis ends at zero. */
const endAtZero: Readonly<Record<string, string>> = {
  "Clocks of nodes": "it is the distance, whichever clock is ahead",
  "Connections of the most possible": "what is subtracted is kept free for administrators, of the most possible",
  "CPU of nodes": "what is idle is a share of one",
  "File systems of nodes in a day": "one that empties is no news",
  "Hit ratio below its mean of a day": "a rise is no news",
  "Memory of nodes": "what is free is a share of one",
  "Missing replicas": "what is more than wanted is no news",
  "Slow answers against the objective": "what was fast is a share of one",
  "Volumes in a day": "one that empties is no news",
};

describe("the axis of a graph", () => {
  const recorded = new Map(everything.flatMap(({ recordings }) => recordings).map((each) => [each.series, each.expr]));
  const subtracts = ({ expression, families }: Expression): boolean =>
    /\s-\s|\bpredict_linear\(/.test(expression) ||
    [...families.keys()].some((series) => {
      const expr = recorded.get(series);
      return expr !== undefined && subtracts(expr);
    });
  const graphs = panels.filter(({ kind }) => kind === "graph");
  const subtracting = graphs.filter(({ queries }) => Object.values(queries).some(subtracts));

  test("shows what is below zero, where it tells something", () => {
    const cut = subtracting.filter((panel) => panelJson(panel).fieldConfig?.defaults.min !== undefined);
    expect(cut.map(({ title }) => title).filter((title) => endAtZero[title] === undefined)).toEqual([]);
    expect(Object.keys(endAtZero).filter((title) => !cut.some((panel) => panel.title === title))).toEqual([]);
  });

  test("begins at zero for all others, so that a small change looks small", () => {
    for (const panel of graphs)
      if (!subtracting.includes(panel)) expect(panelJson(panel).fieldConfig?.defaults.min, panel.title).toBe(0);
  });
});
