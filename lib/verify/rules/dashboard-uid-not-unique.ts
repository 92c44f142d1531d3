import { dashboardsOf } from "../model/grafana/dashboards.ts";
import { nameOf, once } from "../model/manifest.ts";
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
    const seen = new Map<string, string>();
    for (const { file, uid, title = "" } of once(dashboardsOf(cluster), ({ file }) => file.object)) {
      if (uid === undefined || uid === "") continue;
      const first = seen.get(uid);
      if (first === undefined) seen.set(uid, `"${title}" in ${nameOf(file.object)}`);
      else
        yield {
          object: file.object,
          field: `${file.field}.uid`,
          value: uid,
          what: `dashboard ${first} has the same uid`,
        };
    }
  },
};
