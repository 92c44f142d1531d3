import type { Cluster } from "../cluster.ts";
import { type EmbeddedFile, filesOf } from "../embedded.ts";
import type { Known } from "../manifest.ts";
import { isLabelled, sidecarsOf } from "../pods/sidecars.ts";
import { conform, type Fitting } from "../schema.ts";
import { isProvided } from "./dashboard-providers.ts";

const target = {
  refId: "text",
  expr: "text",
  query: "any",
  legendFormat: "text",
  format: "text",
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
  annotations: {
    list: [{ name: "text", datasource: "any", expr: "text", titleFormat: "text", textFormat: "text" }],
  },
  links: [{ title: "text", url: "text", type: "text", tags: ["text"] }],
  __inputs: [{ name: "text", type: "text" }],
} as const;

/** A panel with its place in the dashboard. */
export type Panel = Fitting<typeof panel> & { readonly field: string; readonly inRow: boolean };

/** A dashboard of Grafana, in a ConfigMap or a GrafanaDashboard. */
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

/** All dashboards, by file. */
export const dashboardsOf = (cluster: Cluster): readonly Dashboard[] =>
  cluster.derived(read).filter((each) => "panels" in each);

/** Files that Grafana would refuse. */
export const brokenDashboardsOf = (cluster: Cluster): readonly BrokenDashboard[] =>
  cluster.derived(read).filter((each) => "reason" in each);

function read(cluster: Cluster): readonly (Dashboard | BrokenDashboard)[] {
  const sidecars = sidecarsOf(cluster);
  const naming = new Map(
    cluster.all("GrafanaDashboard").map((each) => [`${each.namespace}/${each.body.spec?.configMapRef?.name}`, each]),
  );
  return [
    ...cluster.all("ConfigMap").flatMap((object) => {
      const by = naming.get(`${object.namespace}/${object.name}`);
      return filesOf(object)
        .filter(({ name }) => name.endsWith(".json"))
        .flatMap((file) =>
          readFile(
            by ? { ...file, text: withInputs(file.text, by) } : file,
            isLabelled(sidecars, object) ? "a dashboard" : isProvided(cluster, file) ? "JSON" : "anything",
          ),
        );
    }),
    ...cluster.all("GrafanaDashboard").flatMap((object) => {
      const { json, uid } = object.body.spec ?? {};
      const text = json === undefined ? undefined : withInputs(json, object);
      // One that it takes from a ConfigMap stands there, for those who look for it.
      return text === undefined
        ? []
        : readFile({ object, field: "spec.json", name: object.name, text }, "a dashboard", uid);
    }),
  ];
}

/** With the data sources that the operator puts in the places of inputs. */
const withInputs = (json: string, { body }: Known<"GrafanaDashboard">): string =>
  (body.spec?.datasources ?? []).reduce(
    (text, { inputName, datasourceName = "" }) =>
      inputName === undefined ? text : text.replaceAll(`\${${inputName}}`, datasourceName),
    json,
  );

/** @param expected What Grafana takes the file for, if at all. */
function readFile(
  file: EmbeddedFile,
  expected: "a dashboard" | "JSON" | "anything",
  ownUid?: string,
): readonly (Dashboard | BrokenDashboard)[] {
  let json: unknown;
  try {
    json = JSON.parse(file.text);
  } catch (error) {
    return expected !== "anything" ? [{ file, reason: error instanceof Error ? error.message : String(error) }] : [];
  }
  const resource = resourceIn(json);
  // The second version of Grafana's own resources is not read yet.
  if (resource && resource.spec?.["panels"] === undefined) return [];
  // An export through Grafana's API has it one level deeper, and Grafana does not read that from a file.
  const found = (conform(fields, resource?.spec ?? json, "", []) ?? {}) as Fitting<typeof fields>;
  const uid = ownUid ?? resource?.metadata?.["name"] ?? found.uid;
  const dashboard = { ...found, ...(typeof uid === "string" && { uid }) };
  if (dashboard.panels === undefined && dashboard.rows === undefined)
    return expected === "a dashboard" ? [{ file, reason: "it has no panels" }] : [];
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

interface Resource {
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly spec?: Readonly<Record<string, unknown>>;
}

/** A dashboard as Grafana 12 writes it, in the shape of an object of Kubernetes. */
const resourceIn = (json: unknown): Resource | undefined =>
  typeof json === "object" && json !== null && "apiVersion" in json && "spec" in json ? (json as Resource) : undefined;

function panelsIn(json: unknown, field: string, inRow: boolean): readonly Panel[] {
  const found = conform(panel, json, "", []) as Fitting<typeof panel> | undefined;
  if (found === undefined) return [];
  const below = (found.panels ?? []).flatMap((each, index) => panelsIn(each, `${field}.panels[${index}]`, true));
  return found.type === "row" ? below : [{ ...found, field, inRow }, ...below];
}
