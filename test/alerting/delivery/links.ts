import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Generated } from "../routes/generated.ts";

const repository = join(import.meta.dirname, "../../..");

/** What a link of a message leads to that is not there; nothing where it works. */
export function broken({ environment, dashboards }: Generated, links: Readonly<Record<string, string>>): string[] {
  const { Runbook: runbook = "", Dashboard: dashboard = "", Silence: silence = "" } = links;
  const path = after(runbook, `${environment.repositoryUrl}/`);
  const uid = after(dashboard, `${environment.grafana.externalUrl}/d/`);
  return [
    ...(path !== undefined && existsSync(join(repository, path)) ? [] : [`no runbook: ${runbook}`]),
    ...(uid !== undefined && dashboards.includes(uid) ? [] : [`no dashboard: ${dashboard}`]),
    ...(after(silence, `${environment.alertmanager.externalUrl}/#/silences/new?filter=`)
      ? []
      : [`no silence: ${silence}`]),
  ];
}

const after = (text: string, start: string) => (text.startsWith(start) ? text.slice(start.length) : undefined);

/** The matchers that Alertmanager's page for a new silence reads out of its address. */
export function matchersOf(silence: string): string[] {
  const [, filter = ""] = /filter=([^&]*)$/.exec(silence) ?? [];
  const [, inside = ""] = /^\{(.*)\}$/.exec(decodeURIComponent(filter)) ?? [];
  return [...inside.matchAll(/\w+="(?:[^"\\]|\\.)*"/g)].map(([matcher]) => matcher);
}
