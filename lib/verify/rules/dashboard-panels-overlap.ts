import { type Dashboard, dashboardsOf, type Panel } from "../model/grafana/dashboards.ts";
import type { Rule } from "../rule.ts";

/** Grafana's grid has so many columns. */
const columns = 24;

/** Panels that stand on one another, or beyond the grid. */
export const dashboardPanelsOverlap: Rule = {
  id: "dashboard-panels-overlap",
  topic: "dashboards",
  severity: "warning",
  sentence: "Panels have places of their own, within the 24 columns of the grid, and ids of their own.",
  why: "Grafana pushes them elsewhere; of two panels with one id links and repeats find only one.",
  remedy: "give each panel its own gridPos and id",
  *check(cluster) {
    for (const dashboard of dashboardsOf(cluster)) {
      const { object, field } = dashboard.file;
      for (const { panel, what } of misplaced(dashboard))
        yield { object, field: `${field}.${panel.field}`, ...(panel.title && { value: panel.title }), what };
    }
  },
};

function misplaced({ panels }: Dashboard): { readonly panel: Panel; readonly what: string }[] {
  const found: { panel: Panel; what: string }[] = [];
  const ids = new Map<number, Panel>();
  // Panels of collapsed rows have places of their own: those of one row share them with the next.
  const open = panels.filter(({ inRow }) => !inRow);
  for (const panel of panels) {
    const { x = 0, w = 0 } = panel.gridPos ?? {};
    if (x + w > columns || x < 0) found.push({ panel, what: `it reaches to column ${x + w} of ${columns}` });
    const other = panel.id === undefined ? undefined : ids.get(panel.id);
    if (other) found.push({ panel, what: `panel "${other.title ?? ""}" has the same id ${panel.id}` });
    else if (panel.id !== undefined) ids.set(panel.id, panel);
  }
  for (const [index, panel] of open.entries()) {
    const other = open.slice(0, index).find((before) => overlap(before, panel));
    if (other) found.push({ panel, what: `it stands on panel "${other.title ?? ""}"` });
  }
  return found;
}

function overlap({ gridPos: one }: Panel, { gridPos: other }: Panel): boolean {
  if (!one || !other) return false;
  const apart = (from = 0, size = 0, otherFrom = 0, otherSize = 0) =>
    from + size <= otherFrom || otherFrom + otherSize <= from;
  return !apart(one.x, one.w, other.x, other.w) && !apart(one.y, one.h, other.y, other.h);
}
