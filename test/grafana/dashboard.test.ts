import { describe, expect, test } from "vitest";
import { dashboard, type Page } from "../../lib/grafana/dashboard.ts";
import { labelValues, variable } from "../../lib/grafana/variable.ts";
import { promql } from "../../lib/promql/promql.ts";
import { above, bars, below, content, graph, memory, stat, table } from "./fixtures.ts";

const links = { tag: "platform", runbook: (alert: string) => `https://git.example/${alert}.md` };
const page: Page = { name: "memory", title: "Memory", description: "", variables: [], rows: [] };
const withPanels = (...panels: ReturnType<typeof graph>[]): Page => ({
  ...page,
  rows: panels.map((panel) => ({ title: panel.title, lines: [[panel]] })),
});
const json = (of: Page) => JSON.parse(dashboard(of, links).json());
const panelJson = (panel: ReturnType<typeof graph>) => json(withPanels(panel)).panels[1];

describe("what Grafana reads", () => {
  test("the frame", () => {
    expect(json(page)).toMatchObject({
      uid: "memory",
      title: "Memory",
      tags: ["platform"],
      schemaVersion: 42,
      editable: false,
      timezone: "browser",
      graphTooltip: 1,
      refresh: "1m",
      time: { from: "now-3h", to: "now" },
      links: [{ type: "dashboards", tags: ["platform"], includeVars: true, keepTime: true }],
    });
  });

  test("ids tell rows and panels apart", () => {
    const titles = ["one", "two"].map((title) => graph({ ...content, title }));
    expect(json(withPanels(...titles)).panels.map(({ id }: { id: number }) => id)).toEqual([1, 2, 3, 4]);
  });

  test("two renders give the same bytes", () => {
    const of = withPanels(graph(content));
    expect(dashboard(of, links).json()).toBe(dashboard(of, links).json());
  });

  test("queries have an id, a legend and the data source", () => {
    const queries = { "{{pod}} now": promql`${memory()}`, "{{pod}} then": promql`${memory()} offset 1d` };
    expect(panelJson(graph({ ...content, queries })).targets).toMatchObject([
      { refId: "A", expr: "memory_bytes", legendFormat: "{{pod}} now", range: true, datasource: { uid: "prometheus" } },
      { refId: "B", expr: "memory_bytes offset 1d", legendFormat: "{{pod}} then" },
    ]);
  });

  test("a graph shows its legend", () => {
    expect(panelJson(graph(content)).options.legend.showLegend).toBe(true);
  });

  test("exemplars are asked for on request", () => {
    expect(panelJson(graph(content)).targets[0].exemplar).toBeUndefined();
    expect(panelJson(graph({ ...content, exemplars: true })).targets[0].exemplar).toBe(true);
  });

  test("words stand in place of values, and tell good from bad", () => {
    const words = { 0: { text: "down", good: false }, 1: { text: "up", good: true } };
    expect(panelJson(stat({ ...content, words })).fieldConfig.defaults.mappings).toEqual([
      { type: "value", options: { 0: { text: "down", color: "red" }, 1: { text: "up", color: "green" } } },
    ]);
  });

  test("a number can be bad without an alert", () => {
    const { fieldConfig, options } = panelJson(stat({ ...content, badFrom: 1 }));
    expect(options.colorMode).toBe("background");
    expect(fieldConfig.defaults.thresholds.steps).toEqual([
      { value: null, color: "green" },
      { value: 1, color: "red" },
    ]);
  });

  test("bars share a scale", () => {
    expect(panelJson(bars({ ...content, maximum: 1 })).fieldConfig.defaults).toMatchObject({ min: 0, max: 1 });
  });

  test("a table has the chosen columns in the chosen order, and says when nothing is a good sign", () => {
    const { transformations, targets, fieldConfig } = panelJson(
      table({ ...content, columns: { pod: "Pod", service: "Service" }, value: "Bytes", nothing: "None" }),
    );
    expect(targets[0]).toMatchObject({ instant: true, range: false, format: "table" });
    expect(transformations.map(({ options }: { options: unknown }) => options)).toEqual([
      { include: { names: ["pod", "service", "Value"] } },
      {
        indexByName: { pod: 0, service: 1, Value: 2 },
        renameByName: { pod: "Pod", service: "Service", Value: "Bytes" },
      },
    ]);
    expect(fieldConfig.defaults.noValue).toBe("None");
  });
});

describe("limits", () => {
  const steps = (...limits: ReturnType<typeof above>[]) =>
    panelJson(graph({ ...content, limits })).fieldConfig.defaults.thresholds.steps.map(
      ({ value, color }: { value: number | null; color: string }) => [value, color],
    );

  test("too much is red above the limit", () => {
    expect(steps(above("TooMuch", 5))).toEqual([
      [null, "green"],
      [5, "red"],
    ]);
  });

  test("too little is red below the limit", () => {
    expect(steps(below("TooLittle", 5))).toEqual([
      [null, "red"],
      [5, "green"],
    ]);
  });

  test("the worse of two is red", () => {
    expect(steps(above("TooMuch", 5), above("TooMuch", 9))).toEqual([
      [null, "green"],
      [5, "orange"],
      [9, "red"],
    ]);
    expect(steps(below("TooLittle", 5), below("TooLittle", 9))).toEqual([
      [null, "red"],
      [5, "orange"],
      [9, "green"],
    ]);
  });

  test("they are dashed lines that are always in sight", () => {
    const { custom } = panelJson(graph({ ...content, limits: [above("TooMuch", 5)] })).fieldConfig.defaults;
    expect(custom.thresholdsStyle).toEqual({ mode: "dashed" });
    expect(custom.axisSoftMax).toBeGreaterThan(5);
    expect(panelJson(graph(content)).fieldConfig.defaults.custom.thresholdsStyle).toBeUndefined();
  });

  test("they lead to the alert's runbook, and the panel to its details", () => {
    const panel = graph({ ...content, limits: [above("TooMuch", 5)], details: "more" });
    expect(panelJson(panel).links).toMatchObject([
      { title: "Details", url: "/d/more?${__url_time_range}" },
      { title: "Runbook: TooMuch", url: "https://git.example/TooMuch.md" },
    ]);
  });
});

describe("variables", () => {
  const service = labelValues("service", "Service", memory, "service");
  const pod = labelValues("pod", "Pod", memory, "pod", { service: variable("service") });
  const offered = { ...page, variables: [service, pod] };
  const asking = (queries: typeof content.queries): Page => ({
    ...offered,
    rows: withPanels(graph({ ...content, queries })).rows,
  });

  test("those that are used are offered, with those that they depend on", () => {
    const queries = { "{{pod}}": promql`${memory({ pod: variable("pod") })}` };
    expect(json(asking(queries)).templating.list).toMatchObject([
      { name: "service", label: "Service", multi: true, includeAll: true, current: { value: ["$__all"] } },
      { name: "pod", definition: 'label_values(memory_bytes{service=~"$service"}, pod)' },
    ]);
  });

  test("those that are not used are not", () => {
    expect(json(asking(content.queries)).templating.list).toEqual([]);
  });

  test("one that is missing is named", () => {
    const queries = { "{{pod}}": promql`${memory({ pod: variable("pots") })}` };
    expect(() => json(asking(queries))).toThrow("dashboard memory: a query asks for $pots, which it does not offer");
  });

  test("Grafana's own are no variables", () => {
    const queries = { "{{pod}}": promql`avg_over_time(${memory()}[$__rate_interval])` };
    expect(json(asking(queries)).templating.list).toEqual([]);
  });

  test("values are those of a label that the series have", () => {
    expect(() => labelValues("node", "Node", memory, "node" as "pod")).toThrow(
      "variable node: memory_bytes has no label node",
    );
  });
});

test("no two panels of a dashboard share a title", () => {
  expect(() => dashboard(withPanels(graph(content), stat(content)), links)).toThrow(
    "dashboard memory: two panels are called Memory: rename one",
  );
});
