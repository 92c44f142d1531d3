import { selectorText, selects } from "../model/selector.ts";
import type { Rule } from "../rule.ts";

/** A dashboard that grafana-operator gives to no Grafana. */
export const dashboardNotSelected: Rule = {
  id: "dashboard-not-selected",
  topic: "dashboards",
  severity: "error",
  sentence: "A GrafanaDashboard selects a Grafana, of its own namespace unless it says otherwise.",
  why: "The dashboard is applied and never shown.",
  remedy: "mend instanceSelector, or the labels of the Grafana",
  *check(cluster) {
    const all = cluster.all("Grafana");
    for (const object of cluster.all("GrafanaDashboard")) {
      const { instanceSelector = {}, allowCrossNamespaceImport = false } = object.body.spec ?? {};
      const selected = all.filter(({ labels }) => selects(instanceSelector, labels));
      if (selected.length === 0)
        yield {
          object,
          field: "spec.instanceSelector",
          value: selectorText(instanceSelector),
          what: "no Grafana has these labels",
          ...(all.length === 0 && { uncertain: "no Grafana is among the objects" }),
        };
      else if (!allowCrossNamespaceImport && selected.every(({ namespace }) => namespace !== object.namespace))
        yield {
          object,
          field: "spec.allowCrossNamespaceImport",
          value: "false",
          what: "the Grafana that it selects is in another namespace",
          remedy: "set it to true, or put the dashboard beside the Grafana",
        };
    }
  },
};
