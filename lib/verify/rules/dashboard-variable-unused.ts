import { dashboardsOf } from "../model/grafana/dashboards.ts";
import { variablesIn } from "../model/grafana/grafana-variables.ts";
import type { Rule } from "../rule.ts";

/** A variable that changes nothing. */
export const dashboardVariableUnused: Rule = {
  id: "dashboard-variable-unused",
  topic: "dashboards",
  severity: "warning",
  sentence: "A dashboard uses the variables that it has.",
  why: "Who chooses a value believes that the panels follow it.",
  remedy: "use the variable in a query, or remove it",
  *check(cluster) {
    for (const { file, templating, text } of dashboardsOf(cluster)) {
      const repeated = [...text.matchAll(/"repeat"\s*:\s*"(\w+)"/g)].map(([, name = ""]) => name);
      const used = new Set([...variablesIn(text), ...repeated]);
      // Filters of this type are added to every query by Grafana.
      for (const [index, { name, type }] of (templating?.list ?? []).entries())
        if (name !== undefined && type !== "adhoc" && !used.has(name))
          yield {
            object: file.object,
            field: `${file.field}.templating.list[${index}].name`,
            value: name,
            what: "no query, title or link of the dashboard mentions it",
          };
    }
  },
};
