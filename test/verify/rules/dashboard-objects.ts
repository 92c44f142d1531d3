export type Fields = Readonly<Record<string, unknown>>;

/** An object of namespace `monitoring`, unless its metadata say otherwise. */
export const object = (apiVersion: string, kind: string, name: string, fields: Fields, metadata: Fields = {}) =>
  `${JSON.stringify({ apiVersion, kind, metadata: { name, namespace: "monitoring", ...metadata }, ...fields })}\n---\n`;

export const dashboard = {
  uid: "web",
  title: "Web",
  panels: [{ id: 1, datasource: { uid: "prometheus" }, targets: [{ expr: "up" }] }],
};
/** A ConfigMap with that dashboard. */
export const configMap = (labels: Fields = {}, namespace = "monitoring") =>
  object("v1", "ConfigMap", "one", { data: { "web.json": JSON.stringify(dashboard) } }, { labels, namespace });
