import type { Breakage, Breaker, MutableObject } from "./fault.ts";

const resource = (kind: string, name: string, spec: MutableObject, labels: MutableObject = {}): MutableObject => ({
  apiVersion: "grafana.integreatly.org/v1beta1",
  kind,
  metadata: { name, namespace: "monitoring", labels },
  spec,
});

/** Grafana as its operator runs it: dashboards and data source are custom resources, in place of files that its pod mounts. */
function operated(objects: MutableObject[]) {
  const files = objects.filter(({ kind, metadata }) => kind === "ConfigMap" && metadata.labels?.grafana_dashboard);
  const own = (object: MutableObject) =>
    ["ConfigMap", "Deployment"].includes(object.kind) && object.metadata.name.startsWith("grafana");
  const others = objects.filter((object) => !files.includes(object) && !own(object));
  const grafana = resource("Grafana", "grafana", {}, { dashboards: "grafana" });
  const source = resource("GrafanaDatasource", "metrics", {
    datasource: { name: "Prometheus", uid: "prometheus", type: "prometheus" },
  });
  const dashboards: MutableObject[] = files.flatMap(({ data }) =>
    Object.entries(data).map(([file, json]) =>
      resource("GrafanaDashboard", file.replace(/\.json$/, ""), {
        json,
        instanceSelector: { matchLabels: { dashboards: "grafana" } },
      }),
    ),
  );
  objects.splice(0, objects.length, ...others, grafana, source, ...dashboards);
  return { grafana, source, dashboards };
}

/** Every way to break what grafana-operator reads. */
export const grafanaOperatorFaults: Breaker = (objects) => {
  const { grafana, source, dashboards } = operated(objects as MutableObject[]);
  return dashboards.flatMap((object, index): Breakage[] => {
    const broken = (rule: string, what: string, apply: () => void) => ({
      rule,
      what,
      object: `GrafanaDashboard monitoring/${object.metadata.name}`,
      apply,
    });
    const before = dashboards[index - 1];
    return [
      broken("dashboard-not-selected", "misspells the label of the Grafana", () => {
        object.spec.instanceSelector.matchLabels.dashboards = "grafna";
      }),
      broken("dashboard-not-selected", "moves the Grafana to another namespace", () => {
        grafana.metadata.namespace = "grafana";
      }),
      broken("dashboard-does-not-parse", "cuts the JSON", () => {
        object.spec.json = object.spec.json.slice(0, -10);
      }),
      broken("dashboard-data-source-unknown", "renames the data source", () => {
        source.spec.datasource.uid = "metrics";
      }),
      broken("dashboard-variable-unknown", "leaves an input unfilled", () => {
        object.spec.json = object.spec.json.replaceAll(/"uid":\s*"prometheus"/g, '"uid":"${DS_PROMETHEUS}"');
      }),
      ...(before
        ? [
            broken("dashboard-uid-not-unique", "gives it the uid of another", () => {
              object.spec.uid = JSON.parse(before.spec.json).uid;
            }),
          ]
        : []),
    ];
  });
};
