import type { Cluster } from "./cluster.ts";
import { type EmbeddedFile, filesOf } from "./embedded.ts";
import { conform, type Fitting } from "./schema.ts";

const target = {
  refId: "text",
  expr: "text",
  query: "any",
  legendFormat: "text",
  datasource: "any",
  hide: "flag",
} as const;

const panel = {
  id: "number",
  type: "text",
  title: "text",
  datasource: "any",
  targets: [target],
  gridPos: { x: "number", y: "number", w: "number", h: "number" },
  panels: ["any"],
  repeat: "text",
  links: [{ title: "text", url: "text" }],
  fieldConfig: "any",
  libraryPanel: "any",
} as const;

const variable = {
  name: "text",
  type: "text",
  query: "any",
  definition: "text",
  regex: "text",
  datasource: "any",
  current: "any",
  allValue: "scalar",
  includeAll: "flag",
  multi: "flag",
} as const;

const fields = {
  uid: "text",
  title: "text",
  panels: ["any"],
  rows: [{ title: "text", panels: ["any"] }],
  templating: { list: [variable] },
  annotations: { list: [{ name: "text", datasource: "any", expr: "text" }] },
  links: [{ title: "text", url: "text", type: "text", tags: ["text"] }],
  __inputs: [{ name: "text", type: "text" }],
} as const;

/** A panel with its place in the dashboard. */
export type Panel = Fitting<typeof panel> & { readonly field: string; readonly inRow: boolean };

/** A dashboard of Grafana in a ConfigMap. */
export interface Dashboard extends Omit<Fitting<typeof fields>, "panels" | "rows"> {
  readonly file: EmbeddedFile;
  /** All panels, those of rows included, without the rows themselves. */
  readonly panels: readonly Panel[];
  /** Its JSON, for what is looked up in the text. */
  readonly text: string;
}

/** A file that looks like a dashboard and is none: `Unexpected token`. */
export interface BrokenDashboard {
  readonly file: EmbeddedFile;
  readonly reason: string;
}

/** The dashboards of all ConfigMaps, by file. */
export const dashboardsOf = (cluster: Cluster): readonly Dashboard[] =>
  cluster.derived(read).filter((each) => "panels" in each);

/** Files that Grafana would refuse. */
export const brokenDashboardsOf = (cluster: Cluster): readonly BrokenDashboard[] =>
  cluster.derived(read).filter((each) => "reason" in each);

const read = (cluster: Cluster): readonly (Dashboard | BrokenDashboard)[] =>
  cluster.all("ConfigMap").flatMap((object) =>
    filesOf(object)
      .filter(({ name }) => name.endsWith(".json"))
      .flatMap((file) => readFile(file, Object.keys(object.labels).some(isSidecarLabel))),
  );

/** The label by which Grafana's side-car finds dashboards in the charts that people use. */
export const isSidecarLabel = (label: string) => label === "grafana_dashboard" || label === "grafana-dashboard";

function readFile(file: EmbeddedFile, labelled: boolean): readonly (Dashboard | BrokenDashboard)[] {
  let json: unknown;
  try {
    json = JSON.parse(file.text);
  } catch (error) {
    return labelled ? [{ file, reason: error instanceof Error ? error.message : String(error) }] : [];
  }
  // An export through Grafana's API has it one level deeper, and Grafana does not read that from a file.
  const dashboard = (conform(fields, json, "", []) ?? {}) as Fitting<typeof fields>;
  if (dashboard.panels === undefined && dashboard.rows === undefined)
    return labelled ? [{ file, reason: "it has no panels" }] : [];
  const { panels = [], rows = [], ...rest } = dashboard;
  return [
    {
      ...rest,
      file,
      text: file.text,
      panels: [
        ...panels.flatMap((each, index) => panelsIn(each, `panels[${index}]`, false)),
        ...rows.flatMap(({ panels = [] }, row) =>
          panels.flatMap((each, index) => panelsIn(each, `rows[${row}].panels[${index}]`, true)),
        ),
      ],
    },
  ];
}

function panelsIn(json: unknown, field: string, inRow: boolean): readonly Panel[] {
  const found = conform(panel, json, "", []) as Fitting<typeof panel> | undefined;
  if (found === undefined) return [];
  const below = (found.panels ?? []).flatMap((each, index) => panelsIn(each, `${field}.panels[${index}]`, true));
  return found.type === "row" ? below : [{ ...found, field, inRow }, ...below];
}
