import type { Panel } from "./panel.ts";

/** Grafana's grid is so many columns wide. */
export const columns = 24;

const heights: Readonly<Record<Panel["kind"], number>> = { stat: 4, graph: 8, bars: 8, table: 8 };

/** Panels side by side. Those that are not installed leave their room to the others. */
export type Line = readonly [Panel, ...Panel[]];

/** A question, and the panels that answer it. */
export interface Row {
  readonly title: string;
  readonly lines: readonly Line[];
}

/** Where something is drawn, in cells of the grid. */
export interface Cell {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** A title of a row or a panel, in its place. */
export type Placed = { readonly row: string; readonly at: Cell } | { readonly panel: Panel; readonly at: Cell };

/** Rows without the panels for which there is no room here; what is then empty is gone. */
export const keep = (rows: readonly Row[], wanted: (panel: Panel) => boolean): Row[] =>
  rows
    .map(({ title, lines }) => ({
      title,
      lines: lines.map((line) => line.filter(wanted)).filter((line): line is [Panel, ...Panel[]] => line.length > 0),
    }))
    .filter(({ lines }) => lines.length > 0);

/** Each line over the whole width, shared evenly; each row below the one before it. */
export function place(rows: readonly Row[]): Placed[] {
  const placed: Placed[] = [];
  let y = 0;
  for (const { title, lines } of rows) {
    placed.push({ row: title, at: { x: 0, y, w: columns, h: 1 } });
    y += 1;
    for (const line of lines) {
      const h = Math.max(...line.map(({ kind }) => heights[kind]));
      line.forEach((panel, index) => {
        const x = edge(index, line.length);
        placed.push({ panel, at: { x, y, w: edge(index + 1, line.length) - x, h } });
      });
      y += h;
    }
  }
  return placed;
}

/** The left edge of the panel with that index; the last panel's right edge is the grid's. */
const edge = (index: number, count: number) => Math.round((index * columns) / count);
