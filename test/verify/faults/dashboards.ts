import { type Breakage, type Breaker, type MutableObject, named } from "./fault.ts";

const dashboardsIn = (objects: readonly MutableObject[]) =>
  objects.filter(({ kind, metadata }) => kind === "ConfigMap" && metadata.labels?.grafana_dashboard);

/** A change of every dashboard, as one edits its JSON. */
const inDashboards =
  (rule: string, what: string, change: (dashboard: MutableObject) => void): Breaker =>
  (objects) =>
    dashboardsIn(objects).map((object): Breakage => {
      const [file = ""] = Object.keys(object.data);
      return {
        rule,
        what: `${what} of ${object.metadata.name}`,
        object: named(object),
        apply: () => {
          const dashboard = JSON.parse(object.data[file]);
          change(dashboard);
          object.data[file] = JSON.stringify(dashboard);
        },
      };
    });

const panelsOf = ({ panels }: MutableObject): MutableObject[] =>
  panels.flatMap((panel: MutableObject) => (panel.type === "row" ? (panel.panels ?? []) : [panel]));

/** The panel of a dashboard at about that part of it, so that different places are broken. */
const panelAt = (dashboard: MutableObject, part: number): MutableObject => {
  const panels = panelsOf(dashboard).filter(({ targets }) => targets?.length > 0);
  return panels[Math.floor(part * (panels.length - 1))];
};

const parts = [0, 0.25, 0.5, 0.75, 1];

/** Every way to break a dashboard. */
export const dashboardsFaults: Breaker = (objects) =>
  [
    ...parts.flatMap((part) => [
      inDashboards("dashboard-data-source-unknown", `renames the data source of a panel (${part})`, (dashboard) => {
        const panel = panelAt(dashboard, part);
        panel.datasource = { type: "prometheus", uid: "promethues" };
        for (const target of panel.targets) target.datasource = panel.datasource;
      }),
      inDashboards("dashboard-variable-unknown", `asks for a variable that is not there (${part})`, (dashboard) => {
        panelAt(dashboard, part).targets[0].expr = 'up{namespace="$nowhere"}';
      }),
      inDashboards("dashboard-panels-overlap", `puts a panel beyond the grid (${part})`, (dashboard) => {
        panelAt(dashboard, part).gridPos.x = 23;
      }),
    ]),
    inDashboards("dashboard-variable-unused", "adds a variable", (dashboard) => {
      dashboard.templating.list = [...(dashboard.templating?.list ?? []), { name: "spare", type: "custom" }];
    }),
    inDashboards("dashboard-uid-invalid", "gives an impossible uid", (dashboard) => {
      dashboard.uid = `${dashboard.uid} new`;
    }),
    inDashboards("dashboard-without-uid", "forgets the uid", (dashboard) => {
      delete dashboard.uid;
    }),
    inDashboards("dashboard-link-to-nowhere", "links to a dashboard that is not there", (dashboard) => {
      dashboard.links = [{ title: "More", url: "/d/nowhere" }];
    }),
    inFiles("dashboard-does-not-parse", "cuts the JSON", (text) => text.slice(0, -10)),
    ...twins,
    unmounted,
    unlabelled,
    ...sources,
  ].flatMap((breaker) => breaker(objects));

/** A change of a dashboard's text. */
function inFiles(rule: string, what: string, change: (text: string) => string): Breaker {
  return (objects) =>
    dashboardsIn(objects).flatMap((object) =>
      Object.keys(object.data).map((file) => ({
        rule,
        what: `${what} of ${file}`,
        object: named(object),
        apply: () => {
          object.data[file] = change(object.data[file]);
        },
      })),
    );
}

/** The second of two dashboards gets what the first one has. */
const twins: readonly Breaker[] = (["uid", "title"] as const).map((field) => (objects) => {
  const all = dashboardsIn(objects);
  return all.slice(1).map((object, index) => ({
    rule: `dashboard-${field}-not-unique`,
    what: `gives two dashboards one ${field}`,
    object: named(object),
    apply: () => {
      const before = all[index];
      const [first = ""] = Object.keys(before.data);
      const [file = ""] = Object.keys(object.data);
      const changed = { ...JSON.parse(object.data[file]), [field]: JSON.parse(before.data[first])[field] };
      object.data[file] = JSON.stringify(changed);
    },
  }));
});

/** A dashboard without the label of a side-car: Grafana's provider reads it all the same. */
const unlabelled: Breaker = (objects) =>
  dashboardsIn(objects).flatMap((object) =>
    Object.keys(object.data).map((file) => ({
      rule: "dashboard-does-not-parse",
      what: `cuts ${file}, which has no label`,
      object: named(object),
      apply: () => {
        delete object.metadata.labels.grafana_dashboard;
        object.data[file] = object.data[file].slice(0, -10);
      },
    })),
  );

/** A data source that has what the first one has. */
const sources: readonly Breaker[] = (
  [
    ["a second default", "isDefault: false", "isDefault: true"],
    ["a second name", "name: Second", "name: Prometheus"],
    ["a second uid", "uid: second", "uid: prometheus"],
  ] as const
).map(([what, before, after]) => (objects) => {
  const second = "  - { name: Second, uid: second, type: prometheus, isDefault: false }\n";
  return objects
    .filter(({ kind, metadata }) => kind === "ConfigMap" && metadata.name === "grafana-datasources")
    .map((object) => ({
      rule: "data-sources-conflict",
      what: `adds ${what}`,
      object: named(object),
      apply: () => {
        const [file = ""] = Object.keys(object.data);
        const more = second.replace(before, after);
        object.data[file] = object.data[file].replace(
          /^( *)datasources:\n/m,
          (all: string, own: string) => `${all}${more.replace("  ", `${own}  `)}`,
        );
      },
    }));
});

/** A dashboard that Grafana's pod no longer mounts. */
const unmounted: Breaker = (objects) => {
  const sources = objects
    .filter(({ kind, metadata }) => kind === "Deployment" && metadata.name === "grafana")
    .flatMap(({ spec }) => spec.template.spec.volumes)
    .flatMap(({ projected }: MutableObject) => (projected ? [projected] : []));
  return sources.flatMap((projected: MutableObject) =>
    projected.sources.map((source: MutableObject, index: number) => ({
      rule: "dashboard-not-loaded",
      what: `no longer mounts ${source.configMap.name}`,
      object: `ConfigMap monitoring/${source.configMap.name}`,
      apply: () => {
        projected.sources.splice(index, 1);
      },
    })),
  );
};
