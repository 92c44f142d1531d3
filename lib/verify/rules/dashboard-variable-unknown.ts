import { suggestion } from "../../suggestion.ts";
import { dashboardsOf } from "../model/grafana/dashboards.ts";
import { textsOf, variablesIn } from "../model/grafana/grafana-variables.ts";
import type { Rule } from "../rule.ts";

/** A variable that the dashboard does not have. */
export const dashboardVariableUnknown: Rule = {
  id: "dashboard-variable-unknown",
  topic: "dashboards",
  severity: "error",
  sentence: "The variables that queries and data sources mention are defined in their dashboard.",
  why: "Grafana sends the name itself to the data source: no data, or a parse error.",
  remedy:
    "define the variable in templating.list; inputs such as ${DS_PROMETHEUS} are filled only when a person imports the file",
  *check(cluster) {
    for (const dashboard of dashboardsOf(cluster)) {
      const known = new Set((dashboard.templating?.list ?? []).flatMap(({ name }) => name ?? []));
      for (const { field, text } of textsOf(dashboard))
        for (const name of new Set(variablesIn(text))) {
          if (known.has(name)) continue;
          const near = suggestion(name, known);
          yield {
            object: dashboard.file.object,
            field: `${dashboard.file.field}.${field}`,
            value: `$${name}`,
            what: `the dashboard has no variable ${name}`,
            ...(near !== undefined && { remedy: `did you mean $${near}?` }),
          };
        }
    }
  },
};
