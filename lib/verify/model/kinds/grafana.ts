import { labelSelector } from "./parts.ts";

const group = "grafana.integreatly.org";

/** What grafana-operator reads. */
export const grafana = {
  Grafana: { group, scope: "namespace", fields: { spec: "any" } },
  GrafanaDashboard: {
    group,
    scope: "namespace",
    fields: {
      spec: {
        uid: "text",
        folder: "text",
        json: "text",
        configMapRef: { name: "text", key: "text" },
        datasources: [{ inputName: "text", datasourceName: "text" }],
        instanceSelector: labelSelector,
        allowCrossNamespaceImport: "flag",
      },
    },
  },
  GrafanaDatasource: {
    group,
    scope: "namespace",
    fields: {
      spec: { uid: "text", datasource: { uid: "text", name: "text", type: "text", isDefault: "flag", url: "text" } },
    },
  },
} as const;
