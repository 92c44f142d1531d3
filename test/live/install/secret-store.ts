import type { IExternalSecret } from "@kubernetes-models/external-secrets/external-secrets.io/v1/ExternalSecret";
import type { KubernetesObject } from "../kubectl.ts";
import { hosts, jiraToken } from "../outside/hosts.ts";

/** With everything that a URL must escape. */
const difficult = "p@ss:w/rd+%&";

/** What the run's secret store holds, below the environment's prefix. */
const store: Readonly<Record<string, string>> = {
  "database/username": "agentprovision",
  "database/password": `database-${difficult}`,
  "database/monitor-username": "monitor",
  "database/monitor-password": `monitor-${difficult}`,
  "cache/password": `cache-${difficult}`,
  "grafana/username": "admin",
  "grafana/password": `grafana-${difficult}`,
  "agentprovision/SECRET_KEY": "secret",
  "agentprovision/ANTHROPIC_API_KEY": "anthropic",
  "agentprovision/internal-key": `internal-${difficult}`,
  "alertmanager/slack-url": `https://${hosts.slack}/services/live`,
  "alertmanager/teams-url": `https://${hosts.teams}/workflows/live`,
  "alertmanager/jira-token": jiraToken,
  "alertmanager/dead-man-switch-url": `https://${hosts.deadManSwitch}/live`,
};

/**
 * The Secret that external-secrets makes of an ExternalSecret, as far as the platform's templates go.
 *
 * @throws Error where the store lacks a key, or a template says something else.
 */
export function synced(externalSecret: KubernetesObject, prefix: string): KubernetesObject {
  const { spec } = externalSecret as unknown as IExternalSecret;
  const values = new Map(
    spec?.data?.map(({ secretKey, remoteRef: { key } }) => [secretKey, stored(key, prefix)] as const),
  );
  const { name, namespace } = externalSecret.metadata;
  const template = Object.entries(spec?.target?.template?.data ?? {});
  return {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: spec?.target?.name ?? name, ...(namespace !== undefined && { namespace }) },
    stringData: Object.fromEntries(template.map(([key, text]) => [key, filled(text, values)])),
  };
}

function stored(key: string, prefix: string): string {
  const value = key.startsWith(prefix) ? store[key.slice(prefix.length)] : undefined;
  if (value === undefined) throw new Error(`the run's secret store has no ${key}: add it to ${import.meta.filename}`);
  return value;
}

const filled = (template: string, values: ReadonlyMap<string, string>): string =>
  template.replace(/\{\{ (.*?) \}\}/g, (_, hole: string) => {
    const [, name = "", filters] = /^\.(\w+)( \| urlquery \| replace "\+" "%20")?$/.exec(hole) ?? [];
    const value = values.get(name);
    if (value === undefined) throw new Error(`not understood in a Secret's template: ${hole}`);
    return filters === undefined ? value : encodeURIComponent(value);
  });
