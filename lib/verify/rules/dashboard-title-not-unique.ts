import { dashboardsOf } from "../model/dashboards.ts";
import { nameOf } from "../model/manifest.ts";
import type { Rule } from "../rule.ts";

/** Two dashboards of one name. */
export const dashboardTitleNotUnique: Rule = {
  id: "dashboard-title-not-unique",
  topic: "dashboards",
  severity: "warning",
  sentence: "Each dashboard has a title of its own.",
  why: "Nobody can tell them apart in a list, and within one folder Grafana's provisioning stops updating both.",
  remedy: "rename one of them",
  *check(cluster) {
    const seen = new Map<string, string>();
    for (const { file, title } of dashboardsOf(cluster)) {
      if (title === undefined) continue;
      const first = seen.get(title);
      if (first === undefined) seen.set(title, nameOf(file.object));
      else
        yield {
          object: file.object,
          field: `${file.field}.title`,
          value: title,
          what: `the dashboard of ${first} has the same title`,
        };
    }
  },
};
