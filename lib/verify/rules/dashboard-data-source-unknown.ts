import type { Cluster } from "../model/cluster.ts";
import { dashboardsOf } from "../model/grafana/dashboards.ts";
import { dataSourcesOf } from "../model/grafana/data-sources.ts";
import { textsOf, variablesIn } from "../model/grafana/grafana-variables.ts";
import { guess } from "../model/near.ts";
import { byRelease } from "../model/releases.ts";
import type { Rule } from "../rule.ts";

/** Data sources that every Grafana has. */
const builtIn = new Set(["grafana", "-- Grafana --", "-- Mixed --", "-- Dashboard --", "default", "__expr__"]);

/** A uid that Grafana is not provisioned with. */
export const dashboardDataSourceUnknown: Rule = {
  id: "dashboard-data-source-unknown",
  topic: "dashboards",
  severity: "error",
  sentence: "The data sources that a dashboard names by uid are provisioned.",
  why: "The panel shows “Datasource not found” instead of data.",
  remedy: "give the data source this uid in Grafana's provisioning, or name one that is there",
  *check(cluster, { complete }) {
    const known = namesOf(cluster);
    const outside = known.size === 0 ? "no data sources of Grafana are among the objects" : byRelease(cluster);
    for (const dashboard of dashboardsOf(cluster))
      for (const { field, text } of textsOf(dashboard)) {
        if (!field.endsWith(".datasource") || builtIn.has(text) || known.has(text)) continue;
        if (variablesIn(text).length > 0) continue;
        const near = guess(text, known);
        yield {
          object: dashboard.file.object,
          field: `${dashboard.file.field}.${field}`,
          value: text,
          what: "no data source has this uid",
          ...(near !== undefined && { remedy: `did you mean "${near}"?` }),
          ...(outside !== undefined && !complete && { uncertain: outside }),
        };
      }
  },
};

/** Uids and names: an older dashboard uses the name. */
const namesOf = (cluster: Cluster) =>
  new Set(dataSourcesOf(cluster).flatMap(({ uid, name }) => (uid === undefined ? [name] : [uid, name])));
