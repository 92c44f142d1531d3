import { type DataSource, dataSourcesOf } from "../model/grafana/data-sources.ts";
import { grafanasOf } from "../model/grafana/grafanas.ts";
import { provisionedSources } from "../model/grafana/provisioned-sources.ts";
import { nameOf } from "../model/manifest.ts";
import type { Found, Rule } from "../rule.ts";
import type { World } from "../world.ts";

/** Two data sources of one Grafana that are both the default, or have one name or uid. */
export const dataSourcesConflict: Rule = {
  id: "data-sources-conflict",
  topic: "dashboards",
  severity: "error",
  sentence:
    "The data sources with which a Grafana begins have names and uids of their own, and one at most is the default.",
  why: "With two defaults, or a uid twice, Grafana ends as it starts; of one name the last one replaces the others.",
  remedy: "rename or remove one of them, or take isDefault away",
  // Source: Grafana 12, config_reader.go and datasources.go in pkg/services/provisioning/datasources.
  *check(cluster, world) {
    if (dataSourcesOf(cluster).length < 2) return;
    const told = new Set<DataSource>();
    for (const pods of grafanasOf(cluster)) {
      const sources = provisionedSources(cluster, pods);
      for (const [index, source] of sources.entries()) {
        const before = sources.slice(0, index).filter(({ organisation }) => organisation === source.organisation);
        const found = told.has(source) ? undefined : conflict(source, before, world);
        if (!found) continue;
        told.add(source);
        yield found;
      }
    }
  },
};

function conflict(source: DataSource, before: readonly DataSource[], { complete }: World): Found | undefined {
  const { name, uid } = source;
  const [field, value, is] =
    [
      ["name", name, (other: DataSource) => other.name === name] as const,
      ["uid", uid ?? "", (other: DataSource) => uid !== undefined && other.uid === uid] as const,
      ["isDefault", "true", (other: DataSource) => source.isDefault && other.isDefault] as const,
    ].find(([, , is]) => before.some(is)) ?? [];
  const other = is && before.find(is);
  if (other === undefined || field === undefined) return undefined;
  const { file } = source;
  const isElsewhere = other.file.object.origin.file !== file.object.origin.file;
  const what = { name: "has this name", uid: "has this uid", isDefault: "is the default" }[field];
  return {
    object: file.object,
    field: `${source.field}.${field}`,
    value,
    what: `data source "${other.name}" of ${nameOf(other.file.object)} ${what} already`,
    ...(isElsewhere && !complete && { uncertain: "the two files may be alternatives" }),
  };
}
