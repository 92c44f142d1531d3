import type * as sdk from "@grafana/grafana-foundation-sdk/dashboard";
import { Fault } from "../fault.ts";
import { type Cell, place, type Row } from "./layout.ts";
import type { Panel } from "./panel.ts";
import { panelJson, prometheus } from "./panel-json.ts";
import type { Plain } from "./plain.ts";
import { pick, type Variable, variablesOf } from "./variable.ts";

/** A page of panels. */
export interface Page<Name extends string = string> {
  /** The end of its address and its uid; links rely on it. */
  readonly name: Name;
  readonly title: string;
  /** Whom it helps with what. */
  readonly description: string;
  /** What its panels may let the reader choose. */
  readonly variables: readonly Variable[];
  readonly rows: readonly Row[];
}

/** What a dashboard links to beyond itself. */
export interface Links {
  /** Dashboards with this tag are listed at the top of each of them. */
  readonly tag: string;
  /** The address of an alert's runbook. */
  readonly runbook: (alert: string) => string;
}

/** A page with its panels at hand, and as Grafana reads it. */
export interface Dashboard<Name extends string = string> extends Page<Name> {
  readonly panels: readonly Panel[];
  readonly json: () => string;
}

/**
 * A dashboard from a page, without variables that no panel uses.
 *
 * @throws Fault where two panels share a title, or where a query uses a variable that the page does not offer.
 */
export function dashboard<Name extends string>(page: Page<Name>, links: Links): Dashboard<Name> {
  const panels = page.rows.flatMap(({ lines }) => lines.flat());
  const titles = panels.map(({ title }) => title);
  const twice = titles.find((title, index) => titles.indexOf(title) !== index);
  if (twice !== undefined) throw new Fault(`dashboard ${page.name}: two panels are called ${twice}: rename one`);
  const used = panels.flatMap(({ queries }) => variablesOf(queries));
  const shown = { ...page, variables: pick(page.name, page.variables, used) };
  return { ...shown, panels, json: () => `${JSON.stringify(toJson(shown, links), null, 2)}\n` };
}

function toJson(page: Page, links: Links): Plain<sdk.Dashboard> {
  return {
    uid: page.name,
    title: page.title,
    description: page.description,
    tags: [links.tag],
    timezone: "browser",
    editable: false,
    graphTooltip: 1,
    time: { from: "now-3h", to: "now" },
    refresh: "1m",
    schemaVersion: 42,
    links: [others(links.tag)],
    templating: { list: page.variables.map(variableJson) },
    annotations: { list: [] },
    panels: place(page.rows).map((placed, index) => {
      const id = index + 1;
      return "row" in placed
        ? { type: "row", id, title: placed.row, collapsed: false, gridPos: gridPos(placed.at), panels: [] }
        : { id, gridPos: gridPos(placed.at), ...panelJson(placed.panel), links: panelLinks(placed.panel, links) };
    }),
  };
}

const gridPos = ({ x, y, w, h }: Cell) => ({ h, w, x, y });

type Link = Plain<sdk.DashboardLink>;
const link = { icon: "external link", tooltip: "", tags: [], asDropdown: false, includeVars: false, keepTime: false };

/** A menu of all dashboards with the tag, which keeps the time and the variables. */
const others = (tag: string): Link => ({
  ...link,
  title: "Dashboards",
  type: "dashboards",
  tags: [tag],
  asDropdown: true,
  targetBlank: false,
  includeVars: true,
  keepTime: true,
});

function panelLinks({ details, limits = [] }: Panel, { runbook }: Links): Link[] {
  const more: Link[] =
    details === undefined
      ? []
      : [{ ...link, title: "Details", type: "link", url: `/d/${details}?\${__url_time_range}`, targetBlank: false }];
  const runbooks = limits.map(
    ({ alert }): Link => ({
      ...link,
      title: `Runbook: ${alert}`,
      type: "link",
      url: runbook(alert),
      targetBlank: true,
    }),
  );
  return [...more, ...runbooks];
}

/** Grafana's own name for every value. */
const all = { text: ["All"], value: ["$__all"] };

/** "All" means all of the listed values: a page speaks of what its variables list, and of nothing else. */
const variableJson = ({ name, title, values }: Variable): Plain<sdk.VariableModel> => ({
  type: "query",
  name,
  label: title,
  datasource: prometheus,
  // 1 stands for values of a label, in the editor of variables.
  query: { qryType: 1, query: values, refId: "PrometheusVariableQueryEditor-VariableQuery" },
  definition: values,
  // When the time range changes: what no longer exists has no place in a list of now.
  refresh: 2,
  sort: 1,
  multi: true,
  includeAll: true,
  current: all,
  options: [],
  hide: 0,
});
