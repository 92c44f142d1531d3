import { dashboardsOf } from "../model/grafana/dashboards.ts";
import type { Rule } from "../rule.ts";

/** Source: Grafana, pkg/util/shortid_generator.go: 40 characters at most, letters, digits, `-` and `_`. */
const valid = /^[A-Za-z0-9_-]{1,40}$/;

/** A uid that Grafana does not take. */
export const dashboardUidInvalid: Rule = {
  id: "dashboard-uid-invalid",
  topic: "dashboards",
  severity: "error",
  sentence: "A dashboard's uid has at most 40 letters, digits, dashes and underscores.",
  why: "Grafana refuses the dashboard and says so only in its log.",
  remedy: "write the dashboard's name in kebab-case, say",
  *check(cluster) {
    for (const { file, uid = "" } of dashboardsOf(cluster))
      if (uid !== "" && !valid.test(uid))
        yield { object: file.object, field: `${file.field}.uid`, value: uid, what: "Grafana does not take this uid" };
  },
};
