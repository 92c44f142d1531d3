import { brokenDashboardsOf } from "../model/grafana/dashboards.ts";
import type { Rule } from "../rule.ts";

/** A file that Grafana or its side-car takes for a dashboard and Grafana refuses. */
export const dashboardDoesNotParse: Rule = {
  id: "dashboard-does-not-parse",
  topic: "dashboards",
  severity: "error",
  sentence: "A file that is labelled as a dashboard, or mounted where Grafana reads dashboards, is JSON with panels.",
  why: "Grafana leaves the dashboard out and says so only in its log.",
  remedy: "write the dashboard's own JSON there, as Grafana exports it",
  *check(cluster) {
    for (const { file, reason } of brokenDashboardsOf(cluster))
      yield {
        object: file.object,
        field: file.field,
        // Who puts something in its place writes little else.
        ...(file.text.length < 80 && { value: file.text.trim() }),
        what: `it is no dashboard: ${reason}`,
      };
  },
};
