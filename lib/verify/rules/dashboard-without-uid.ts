import { dashboardsOf } from "../model/grafana/dashboards.ts";
import type { Rule } from "../rule.ts";

/** A dashboard for which Grafana makes up a uid. */
export const dashboardWithoutUid: Rule = {
  id: "dashboard-without-uid",
  topic: "dashboards",
  severity: "warning",
  sentence: "A dashboard has a uid of its own.",
  why: "Grafana makes one up, another one in each Grafana and perhaps after each restart, and links to the dashboard break.",
  remedy: "set uid, the dashboard's name in kebab-case, say",
  *check(cluster) {
    for (const { file, uid = "" } of dashboardsOf(cluster))
      if (uid === "") yield { object: file.object, field: `${file.field}.uid`, what: "the dashboard has no uid" };
  },
};
