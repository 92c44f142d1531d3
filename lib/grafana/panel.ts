import type * as units from "@grafana/grafana-foundation-sdk/units";
import { Fault } from "../fault.ts";
import type { Expression } from "../promql/promql.ts";
import { list } from "../promql/shape.ts";

/** A unit that Grafana knows: `percentunit`, `s`, `reqps`, `bytes`, ... */
export type Unit = Extract<(typeof units)[keyof typeof units], string>;

/** The value at which an alert fires; drawn as a line, with a link to the alert's runbook. */
export interface Limit {
  readonly alert: string;
  readonly value: number;
  /** On which side of the value all is not well. */
  readonly bad: "above" | "below";
}

interface Content {
  readonly title: string;
  /** What a reader learns from it, and what to do when it looks bad. */
  readonly description: string;
  readonly unit: Unit;
  /** Expressions by legend; `{{label}}` stands for a label that the expression keeps. */
  readonly queries: Readonly<Record<string, Expression>>;
  /** Limits of alerts, all bad on the same side. */
  readonly limits?: readonly Limit[];
  /** The name of the dashboard that tells more. */
  readonly details?: string;
  /** Shown where a query gives nothing, when that is a good sign. */
  readonly nothing?: string;
}

/** A question over time. */
export interface Graph extends Content {
  readonly kind: "graph";
  /** Areas on top of one another, where the sum means something. */
  readonly stacked?: boolean;
  /** Its values may be negative, which tells most: the axis does not end at zero. */
  readonly belowZero?: boolean;
  /** Asks for traces of single requests; the queries must select raw series. */
  readonly exemplars?: boolean;
}

/** A word and whether it is good news. */
export interface Word {
  readonly text: string;
  readonly good: boolean;
}

/** The latest values, large. */
export interface Stat extends Content {
  readonly kind: "stat";
  /** Words in place of values. */
  readonly words?: Readonly<Record<number, Word>>;
  /**
   * Bad from this value on: where no alert has a limit, or where the limit itself is well. Grafana colours a value that equals a limit like
   * those above it, so that a limit of none would show a healthy zero in red.
   */
  readonly badFrom?: number;
}

/** The latest values side by side, each against the same scale. */
export interface Bars extends Content {
  readonly kind: "bars";
  readonly maximum: number;
}

/** Labels of the series that there are now; one query. */
export interface Table extends Content {
  readonly kind: "table";
  /** Titles of the columns by label, in order. */
  readonly columns: Readonly<Record<string, string>>;
  /** The title of the value's column; without one the values are not shown. */
  readonly value?: string;
}

/** One question and its answer, apart from how Grafana is told to draw it. */
export type Panel = (Graph | Stat | Bars | Table) & {
  /** What it tells of; shown where that is installed. */
  readonly component: string;
};

/** Panels of one component, with limits of its alerts only. */
export const panelsOf = <Name extends string>(component: string, _alerts: Readonly<Record<Name, unknown>>) => ({
  graph: (content: Omit<Graph, "kind">): Panel => checked({ kind: "graph", component, ...content }),
  stat: (content: Omit<Stat, "kind">): Panel => checked({ kind: "stat", component, ...content }),
  bars: (content: Omit<Bars, "kind">): Panel => checked({ kind: "bars", component, ...content }),
  table: (content: Omit<Table, "kind">): Panel => checked({ kind: "table", component, ...content }),
  above: (alert: Name, value: number): Limit => ({ alert, value, bad: "above" }),
  below: (alert: Name, value: number): Limit => ({ alert, value, bad: "below" }),
});

/** Labels that a legend names. */
export const legendLabels = (legend: string): string[] =>
  [...legend.matchAll(/{{\s*(\w+)\s*}}/g)].map(([, label = ""]) => label);

function checked(panel: Panel): Panel {
  const { title, description, queries, limits = [] } = panel;
  if (description.trim() === "") throw new Fault(`panel ${title}: it has no description: say what a reader learns`);
  if (Object.keys(queries).length === 0) throw new Fault(`panel ${title}: it has no query`);
  for (const [legend, query] of Object.entries(queries))
    requireLabels(`panel ${title}: the legend ${legend}`, legendLabels(legend), query);
  if (new Set(limits.map(({ bad }) => bad)).size > 1)
    throw new Fault(`panel ${title}: one limit is bad above, another below: give each a panel`);
  if (panel.kind === "table") checkTable(panel);
  return panel;
}

function checkTable({ title, queries, columns }: Panel & Table): void {
  const [query, ...more] = Object.values(queries);
  if (query === undefined || more.length > 0)
    throw new Fault(`table ${title}: it has ${more.length + 1} queries; Grafana joins none: ask one`);
  requireLabels(`table ${title}: a column`, Object.keys(columns), query);
}

function requireLabels(who: string, labels: readonly string[], { shape, expression }: Expression): void {
  if (shape.type !== "vector")
    throw new Fault(`${who} is for a ${shape.type}; a panel draws vectors: use vector(), in: ${expression}`);
  for (const label of labels)
    if (!shape.labels.has(label))
      throw new Fault(
        `${who} names ${label}, which the query does not keep: it has ${list(shape.labels)}, in: ${expression}`,
      );
}
