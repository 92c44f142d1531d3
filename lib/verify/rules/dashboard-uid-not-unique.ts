import { type Dashboard, dashboardsOf } from "../model/grafana/dashboards.ts";
import { isOneObject, nameOf } from "../model/manifest.ts";
import type { Rule } from "../rule.ts";

/** Two dashboards with one uid. */
export const dashboardUidNotUnique: Rule = {
  id: "dashboard-uid-not-unique",
  topic: "dashboards",
  severity: "error",
  sentence: "Each dashboard has a uid of its own.",
  why: "Grafana keeps one of them, whichever it reads last, and refuses to update either.",
  remedy: "give one of them another uid",
  *check(cluster) {
    const seen = new Map<string, Dashboard>();
    for (const dashboard of dashboardsOf(cluster)) {
      const { file, uid } = dashboard;
      if (uid === undefined || uid === "") continue;
      const first = seen.get(uid);
      if (first === undefined) seen.set(uid, dashboard);
      else if (file.object === first.file.object || !isOneObject(file.object, first.file.object))
        yield {
          object: file.object,
          field: `${file.field}.uid`,
          value: uid,
          what: `dashboard "${first.title ?? ""}" in ${nameOf(first.file.object)} has the same uid`,
        };
    }
  },
};
