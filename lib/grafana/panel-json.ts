import type { GraphFieldConfig, VizLegendOptions } from "@grafana/grafana-foundation-sdk/common";
import type * as sdk from "@grafana/grafana-foundation-sdk/dashboard";
import type { Dataquery } from "@grafana/grafana-foundation-sdk/prometheus";
import type { Options as StatOptions } from "@grafana/grafana-foundation-sdk/stat";
import type { Options as GraphOptions } from "@grafana/grafana-foundation-sdk/timeseries";
import type { Bars, Graph, Limit, Panel, Stat, Table } from "./panel.ts";
import type { Plain } from "./plain.ts";

/** The data source that all panels ask; Grafana is provisioned with one of this uid. */
export const prometheus = { type: "prometheus", uid: "prometheus" } as const;

type PanelJson = Plain<sdk.Panel>;
type Defaults = Plain<sdk.FieldConfig>;
type Parts = Pick<PanelJson, "type" | "options"> & {
  readonly defaults: Partial<Defaults>;
  readonly instant: boolean;
  readonly transformations?: PanelJson["transformations"];
};

/** What Grafana draws a panel from, without its id, place and links. */
export function panelJson(panel: Panel): Omit<PanelJson, "id" | "gridPos" | "links"> {
  const { type, options, defaults, instant, transformations } = parts(panel);
  const { title, description, unit, limits = [], nothing } = panel;
  return {
    type,
    title,
    description,
    datasource: prometheus,
    targets: targets(panel, instant),
    ...(transformations && { transformations }),
    options,
    fieldConfig: {
      defaults: {
        unit,
        ...(nothing !== undefined && { noValue: nothing }),
        thresholds: { mode: "absolute", steps: steps(limits) },
        ...defaults,
      },
      overrides: [],
    },
  };
}

function parts(panel: Panel): Parts {
  switch (panel.kind) {
    case "graph":
      return graph(panel);
    case "stat":
      return stat(panel);
    case "bars":
      return bars(panel);
    case "table":
      return table(panel);
  }
}

function targets(panel: Panel, instant: boolean): Plain<Dataquery>[] {
  return Object.entries(panel.queries).map(([legend, { expression }], index) => ({
    refId: String.fromCharCode("A".charCodeAt(0) + index),
    datasource: prometheus,
    editorMode: "code",
    expr: expression,
    legendFormat: legend,
    instant,
    range: !instant,
    ...(panel.kind === "table" && { format: "table" as const }),
    ...(panel.kind === "graph" && panel.exemplars && { exemplar: true }),
  }));
}

const well = "green";
/** The first limit that is passed warns, the last alarms. */
const alarming = ["red", "orange"];

function steps(limits: readonly Pick<Limit, "value" | "bad">[]): Plain<sdk.Threshold>[] {
  const values = [...new Set(limits.map(({ value }) => value))].sort((one, other) => one - other);
  if (limits[0]?.bad !== "below")
    return [
      { value: null, color: well },
      ...values.map((value, index) => ({ value, color: alarming[values.length - 1 - index] ?? "orange" })),
    ];
  const colors = [...values.map((_, index) => alarming[index] ?? "orange"), well];
  return [null, ...values].map((value, index) => ({ value, color: colors[index] ?? well }));
}

const legend = {
  showLegend: true,
  displayMode: "list",
  placement: "bottom",
  calcs: [],
} satisfies Plain<VizLegendOptions>;

function graph({ limits = [], stacked, belowZero }: Graph): Parts {
  // The axis reaches a little beyond the limit, so that the way to it can be seen.
  const reach = Math.max(...limits.map(({ value }) => value * 1.2));
  const custom: Plain<GraphFieldConfig> = {
    drawStyle: "line",
    lineWidth: 1,
    fillOpacity: stacked ? 40 : 8,
    showPoints: "never",
    spanNulls: false,
    stacking: { mode: stacked ? "normal" : "none", group: "A" },
    ...(limits.length > 0 && { axisSoftMax: reach, thresholdsStyle: { mode: "dashed" } }),
  };
  const options: Plain<GraphOptions> = { legend, tooltip: { mode: "multi", sort: "desc" } };
  return { type: "timeseries", instant: false, options, defaults: { ...(!belowZero && { min: 0 }), custom } };
}

const latest = { calcs: ["lastNotNull"], fields: "", values: false };

function stat({ limits = [], words, badFrom }: Stat): Parts {
  const judged = limits.length > 0 || words !== undefined || badFrom !== undefined;
  const options: Plain<StatOptions> = {
    colorMode: judged ? "background" : "value",
    graphMode: words ? "none" : "area",
    justifyMode: "auto",
    orientation: "auto",
    textMode: "auto",
    wideLayout: true,
    showPercentChange: false,
    percentChangeColorMode: "standard",
    reduceOptions: latest,
  };
  const defaults: Partial<Defaults> = {
    color: { mode: "thresholds" },
    ...(words && { mappings: [{ type: "value", options: mapping(words) }] }),
    ...(badFrom !== undefined && {
      thresholds: { mode: "absolute", steps: steps([{ value: badFrom, bad: "above" }]) },
    }),
  };
  return { type: "stat", instant: false, options, defaults };
}

const mapping = (words: NonNullable<Stat["words"]>) =>
  Object.fromEntries(
    Object.entries(words).map(([value, { text, good }]) => [value, { text, color: good ? well : "red" }]),
  );

function bars({ maximum }: Bars): Parts {
  const options = {
    displayMode: "lcd",
    orientation: "horizontal",
    valueMode: "color",
    showUnfilled: true,
    reduceOptions: latest,
  };
  return {
    type: "bargauge",
    instant: true,
    options,
    defaults: { min: 0, max: maximum, color: { mode: "thresholds" } },
  };
}

function table({ columns, value }: Table): Parts {
  const titles: Readonly<Record<string, string>> = { ...columns, ...(value !== undefined && { Value: value }) };
  const names = Object.keys(titles);
  return {
    type: "table",
    instant: true,
    options: { showHeader: true, cellHeight: "sm" },
    defaults: {},
    transformations: [
      { id: "filterFieldsByName", options: { include: { names } } },
      {
        id: "organize",
        options: { indexByName: Object.fromEntries(names.map((name, index) => [name, index])), renameByName: titles },
      },
    ],
  };
}
