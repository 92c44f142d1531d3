import { alertsOf } from "../model/alertmanager/alerts.ts";
import { dashboardsOf } from "../model/grafana/dashboards.ts";
import { noGrafana } from "../model/grafana/grafanas.ts";
import { near } from "../model/near.ts";
import { byRelease } from "../model/releases.ts";
import type { Rule } from "../rule.ts";

/** Other pages have such paths, too: `docs.google.com/document/d/`. */
const link = /(?<!\/(?:document|spreadsheets|presentation|forms|file))\/d\/([\w-]+)/;

/** A link of an alert to a dashboard that is not there. */
export const alertDashboardLinkToNowhere: Rule = {
  id: "alert-dashboard-link-to-nowhere",
  topic: "alerts",
  severity: "error",
  sentence: "The dashboard that an alert links to is there.",
  why: "Who follows the link in an incident ends at an error page.",
  remedy: "link to the uid of a dashboard that is provisioned",
  *check(cluster, { complete }) {
    const known = new Set(dashboardsOf(cluster).flatMap(({ uid }) => uid ?? []));
    const outside =
      known.size === 0 ? "no dashboards are among the objects" : (noGrafana(cluster) ?? byRelease(cluster));
    for (const { object, field, name, annotations } of alertsOf(cluster))
      for (const [annotation, text] of Object.entries(annotations)) {
        const uid = link.exec(text)?.[1];
        if (uid === undefined || known.has(uid)) continue;
        yield {
          object,
          field: `${field}.annotations.${annotation}`,
          value: `/d/${uid}`,
          what: `alert ${name}: no dashboard has this uid`,
          ...near(uid, known),
          ...(outside !== undefined && !complete && { uncertain: outside }),
        };
      }
  },
};
