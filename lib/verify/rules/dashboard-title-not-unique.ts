import type { EmbeddedFile } from "../model/embedded.ts";
import { dashboardsOf } from "../model/grafana/dashboards.ts";
import { nameOf, once } from "../model/manifest.ts";
import type { Rule } from "../rule.ts";

/** Two dashboards of one name. */
export const dashboardTitleNotUnique: Rule = {
  id: "dashboard-title-not-unique",
  topic: "dashboards",
  severity: "warning",
  sentence: "Each dashboard has a title of its own in its folder.",
  why: "Nobody can tell them apart in a list, and within one folder Grafana's provisioning stops updating both.",
  remedy: "rename one of them",
  *check(cluster) {
    const seen = new Map<string, string>();
    for (const { file, title } of once(dashboardsOf(cluster), ({ file }) => file.object)) {
      if (title === undefined) continue;
      const id = `${folderOf(file.object)}/${title}`;
      const first = seen.get(id);
      if (first === undefined) seen.set(id, nameOf(file.object));
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

/** The folder that an object asks for, in the words of the side-car or of the operator. */
function folderOf({ annotations, body }: EmbeddedFile["object"]): string {
  const { folder = "" } = (body as { spec?: { folder?: string } }).spec ?? {};
  return annotations["grafana_folder"] ?? annotations["k8s-sidecar-target-directory"] ?? folder;
}
