import { dashboardsOf } from "../model/grafana/dashboards.ts";
import type { Rule } from "../rule.ts";

/** Source: Grafana, pkg/util/shortid_generator.go: 40 characters at most, letters, digits, `-` and `_`. */
const valid = /^[A-Za-z0-9_-]{1,40}$/;

/** A uid that Grafana does not take, or none at all. */
export const dashboardUidInvalid: Rule = {
  id: "dashboard-uid-invalid",
  topic: "dashboards",
  severity: "error",
  sentence: "A dashboard has a uid of at most 40 letters, digits, dashes and underscores.",
  why: "Without one Grafana makes it up anew, so that every link to the dashboard breaks; an invalid one it refuses.",
  remedy: "set uid, the dashboard's name in kebab-case, say",
  *check(cluster) {
    for (const { file, uid = "" } of dashboardsOf(cluster))
      if (!valid.test(uid))
        yield {
          object: file.object,
          field: `${file.field}.uid`,
          ...(uid !== "" && { value: uid }),
          what: uid === "" ? "the dashboard has no uid" : "Grafana does not take this uid",
        };
  },
};
