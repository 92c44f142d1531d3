import { suggestion } from "../../suggestion.ts";
import { dashboardsOf } from "../model/dashboards.ts";
import type { Rule } from "../rule.ts";

/** A link from one dashboard to another that is not there. */
export const dashboardLinkToNowhere: Rule = {
  id: "dashboard-link-to-nowhere",
  topic: "dashboards",
  severity: "error",
  sentence: "Links between dashboards lead to dashboards that are there.",
  why: "Who follows one in an incident ends at an error page.",
  remedy: "link to the uid of a dashboard that is provisioned",
  *check(cluster, { complete }) {
    const dashboards = dashboardsOf(cluster);
    const known = new Set(dashboards.flatMap(({ uid }) => uid ?? []));
    for (const { file, text } of dashboards)
      for (const uid of new Set(linkedUids(text))) {
        if (known.has(uid)) continue;
        const near = suggestion(uid, known);
        yield {
          object: file.object,
          field: file.field,
          value: `/d/${uid}`,
          what: "no dashboard has this uid",
          ...(near !== undefined && { remedy: `did you mean /d/${near}?` }),
          ...(!complete && near === undefined && { uncertain: "the dashboard may be another's" }),
        };
      }
  },
};

/** Uids in links of a dashboard's JSON; those with a variable are not known before somebody looks. */
const linkedUids = (text: string): readonly string[] =>
  [...text.matchAll(/"url"\s*:\s*"[^"]*?\/?\bd\/([A-Za-z0-9_-]+)(?=["/?])/g)].map(([, uid = ""]) => uid);
