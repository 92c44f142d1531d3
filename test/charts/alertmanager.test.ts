import type { IAlertmanager } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/Alertmanager";
import type { IAlertmanagerConfig } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1alpha1/AlertmanagerConfig";
import { describe, expect, it } from "vitest";
import { environments } from "../../lib/environments/index.ts";
import { secretsOf, usedSecrets } from "../../lib/platform/secrets.ts";
import { seconds } from "../../lib/promql/duration.ts";
import type { Duration } from "../../lib/promql/promql.ts";
import { allOf, customResources, selects, theOne } from "./rendered.ts";

describe.each(environments.map((environment) => [environment.name, environment] as const))("%s", (_, environment) => {
  const { spec } = theOne(customResources<IAlertmanager>(environment, "Alertmanager"), "alertmanager");
  const configs = customResources<IAlertmanagerConfig>(environment, "AlertmanagerConfig");

  it("does not hide alerts of other namespaces than its own", () =>
    expect(spec.alertmanagerConfigMatcherStrategy).toEqual({ type: "None" }));

  it("takes the AlertmanagerConfig that is there", () => {
    expect(configs).toHaveLength(1);
    expect(spec.alertmanagerConfigSelector).toEqual({});
    const namespace = theOne(allOf(environment, "Namespace"), configs[0]?.metadata.namespace ?? "");
    const { matchLabels = {} } = spec.alertmanagerConfigNamespaceSelector ?? {};
    expect(selects(matchLabels, namespace.metadata.labels ?? {})).toBe(true);
  });

  it("remembers what it has sent for as long as the environment says", () =>
    expect(seconds(spec.retention as Duration)).toBe(seconds(environment.alertmanager.retention)));

  it("keeps it on a volume, and has links that lead to it", () => {
    expect(spec.storage?.volumeClaimTemplate?.spec).toMatchObject({
      resources: { requests: { storage: environment.alertmanager.volume.size } },
    });
    expect(spec.externalUrl).toBe(environment.alertmanager.externalUrl);
  });

  it("has as many replicas as the environment says, and a budget where there is more than one", () => {
    expect(spec.replicas).toBe(environment.alertmanager.replicas);
    const budgets = allOf(environment, "PodDisruptionBudget").filter(
      ({ metadata }) => metadata.name === "alertmanager",
    );
    expect(budgets).toHaveLength(environment.alertmanager.replicas > 1 ? 1 : 0);
  });

  it("asks the API server nothing", () => expect(spec.automountServiceAccountToken).toBe(false));

  it("has the Secrets that its receivers name, with their keys, and mounts those that are read as files", () => {
    const known = usedSecrets(environment, secretsOf(environment)).flatMap(({ name, namespace, keys }) =>
      namespace === "monitoring" ? keys.map((key) => `${name}/${key}`) : [],
    );
    const named = secretKeysIn(configs[0]?.spec.receivers);
    const base = theOne(allOf(environment, "Secret"), spec.configSecret ?? "").stringData["alertmanager.yaml"] ?? "";
    const files = [...base.matchAll(/\/etc\/alertmanager\/secrets\/([\w./-]+)/g)].map(([, file = ""]) => file);
    expect(named.length + files.length).toBeGreaterThan(0);
    for (const key of [...named, ...files]) expect(known).toContain(key);
    for (const file of files) expect(spec.secrets).toContain(file.split("/")[0]);
  });
});

/** References to keys of Secrets, wherever they stand, as NAME/KEY. */
function secretKeysIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  const { name, key } = value as { name?: string; key?: string };
  return key === undefined ? Object.values(value).flatMap(secretKeysIn) : [`${name}/${key}`];
}
