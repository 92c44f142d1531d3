import { dashboardsOf } from "../model/grafana/dashboards.ts";
import { guess } from "../model/near.ts";
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
      for (const [uid, isAbsolute] of new Map(linkedUids(text))) {
        if (known.has(uid)) continue;
        const near = guess(uid, known);
        yield {
          object: file.object,
          field: file.field,
          value: `/d/${uid}`,
          what: "no dashboard has this uid",
          ...(near !== undefined && { remedy: `did you mean /d/${near}?` }),
          ...((!complete || isAbsolute) &&
            near === undefined && {
              uncertain: isAbsolute ? "the address may be another Grafana's" : "the dashboard may be another's",
            }),
        };
      }
  },
};

/** Uids in links of a dashboard's JSON, and whether an address stands before them; with a variable they are not known yet. */
const linkedUids = (text: string): readonly (readonly [string, boolean])[] =>
  [...text.matchAll(/"url"\s*:\s*"((?:https?:\/\/)?)(?:[^"]*?\/)?d\/([A-Za-z0-9_-]+)(?=["/?])/g)].map(
    ([, address, uid = ""]) => [uid, address !== ""] as const,
  );
